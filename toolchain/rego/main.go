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

// operation answers one kind of request. What it returns is the response; an error becomes the response's "errors".
type operation func(request json.RawMessage) (any, error)

// operations by name; each file registers its own.
var operations = map[string]operation{}

// register makes an operation of a function that takes the request as the type it declares.
func register[Request any](name string, run func(Request) (any, error)) {
	operations[name] = func(message json.RawMessage) (any, error) {
		var request Request
		if err := json.Unmarshal(message, &request); err != nil {
			return nil, err
		}
		return run(request)
	}
}

// policies is the part that most requests have: Rego source by file name.
type policies struct {
	Modules map[string]string `json:"modules"`
}

// problem is one message with its place; rows and columns count from 1, and are 0 when there is none.
type problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Col     int    `json:"col"`
}

func answer(message []byte) (result any) {
	defer func() {
		if cause := recover(); cause != nil {
			result = failure(fmt.Errorf("the compiler crashed: %v", cause))
		}
	}()
	var named struct {
		Op string `json:"op"`
	}
	if err := json.Unmarshal(message, &named); err != nil {
		return failure(err)
	}
	run, known := operations[named.Op]
	if !known {
		return failure(errors.New("unknown operation: " + named.Op))
	}
	response, err := run(message)
	if err != nil {
		return failure(err)
	}
	return response
}

func encode(result any) []byte {
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
