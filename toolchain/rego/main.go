// Command rego is OPA's compiler, checker, formatter, test runner and evaluator as a WASI reactor: JSON requests in, JSON responses out.
// It sees no file system: policies come as text, keyed by the name that messages give them.
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -trimpath -ldflags="-s -w" -o rego.wasm .
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"unsafe"
)

// The two buffers that the host reads and writes; kept here so that they outlive the call that made them.
var input, output []byte

func init() {
	// A compilation lives for a moment: collecting less often costs memory that is free soon anyway.
	debug.SetGCPercent(400)
	debug.SetTraceback("none")
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

// request names an operation and its policies: Rego source by file name.
type request struct {
	Op          string            `json:"op"`
	Modules     map[string]string `json:"modules"`
	Entrypoints []string          `json:"entrypoints"`
	// Query and Inputs belong to "eval": one result for each input.
	Query  string            `json:"query"`
	Inputs []json.RawMessage `json:"inputs"`
}

// response has either errors or the result of the operation.
type response struct {
	Errors      []problem          `json:"errors,omitempty"`
	Wasm        []byte             `json:"wasm,omitempty"`
	Version     string             `json:"version,omitempty"`
	Formatted   map[string]string  `json:"formatted,omitempty"`
	Annotations []moduleAnnotation `json:"annotations,omitempty"`
	Tests       []testResult       `json:"tests,omitempty"`
	Results     []any              `json:"results,omitempty"`
}

// problem is one message with its place; rows and columns count from 1, and are 0 when there is none.
type problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Col     int    `json:"col"`
}

func answer(message []byte) (result response) {
	defer func() {
		if cause := recover(); cause != nil {
			result = failure(fmt.Errorf("the compiler crashed: %v", cause))
		}
	}()
	var req request
	if err := json.Unmarshal(message, &req); err != nil {
		return failure(err)
	}
	switch req.Op {
	case "version":
		return version()
	case "annotations":
		return annotations(req)
	case "compile":
		return compilePolicies(req)
	case "format":
		return formatPolicies(req)
	case "test":
		return testPolicies(req)
	case "eval":
		return evaluate(req)
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
