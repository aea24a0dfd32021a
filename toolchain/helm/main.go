// Command helm is Helm's template engine as a WASI reactor: JSON requests in, JSON responses out, nothing but the chart's folder visible.
//
//	GOOS=wasip1 GOARCH=wasm go build -tags nethttpomithttp2 -buildmode=c-shared -trimpath -ldflags="-s -w" -o helm.wasm .
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"runtime/debug"
	_ "time/tzdata" // Templates name time zones, and a sandbox has no files to look them up in.
	"unsafe"
)

// The two buffers that the host reads and writes; kept here so that they outlive the call that made them.
var input, output []byte

func init() {
	// A render lives for a moment: collecting less often costs memory that is free soon anyway.
	debug.SetGCPercent(400)
	debug.SetTraceback("none")
	log.SetOutput(io.Discard)
	slog.SetDefault(slog.New(slog.DiscardHandler))
}

// allocate reserves size bytes for the next request and returns their address.
//
//go:wasmexport allocate
func allocate(size uint32) uint32 {
	input = make([]byte, max(size, 1))
	return address(input)
}

// call answers the request at the address with (address << 32) | length of a response that is alive until the next call.
//
//go:wasmexport call
func call(_, size uint32) uint64 {
	output = encode(answer(input[:size]))
	input = nil
	return uint64(address(output))<<32 | uint64(len(output))
}

func answer(message []byte) (result response) {
	defer func() {
		if cause := recover(); cause != nil {
			result = failure(fmt.Errorf("helm crashed: %v", cause))
		}
	}()
	var req request
	if err := json.Unmarshal(message, &req); err != nil {
		return failure(err)
	}
	switch req.Op {
	case "version":
		return versions()
	case "set-file-paths":
		return setFilePaths(req)
	case "template":
		return template(req)
	}
	return failure(errors.New("unknown operation: " + req.Op))
}

func encode(result response) []byte {
	bytes, err := json.Marshal(result)
	if err != nil {
		bytes, _ = json.Marshal(failure(err))
	}
	return bytes
}

func address(bytes []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes))))
}

func main() {}
