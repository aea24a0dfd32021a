// Rego's builtin functions for policies that run as WASM: those that a compiled policy does not bring itself.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
	"github.com/open-policy-agent/opa/v1/util"
)

// The first byte of an answer.
const (
	defined   = '='
	undefined = '?'
	// failed is an error of the arguments: the call is undefined, unless the host wants such errors.
	failed = '!'
	// halted is an error that ends the evaluation.
	halted = '#'
)

var (
	capabilities = ast.CapabilitiesForThisVersion()
	nowhere      = ast.NewLocation(nil, "", 0, 0)
)

// callSeed is random bytes that a call's name, time and arguments decide: the same call gives the same value wherever, and
// however often, it is made in a run.
type callSeed struct {
	request []byte
	random  *rand.ChaCha8
}

func (seed *callSeed) Read(to []byte) (int, error) {
	if seed.random == nil {
		seed.random = rand.NewChaCha8(sha256.Sum256(seed.request))
	}
	return seed.random.Read(to)
}

// builtin calls a builtin function. The request is NUL-separated: name, time in nanoseconds, then the arguments as Rego
// values. The answer is one of the bytes above, then the value or the message.
//
//go:wasmexport builtin
func builtin(_, size uint32) uint64 {
	output = callBuiltin(input[:size])
	input = nil
	return uint64(address(output))<<32 | uint64(len(output))
}

func callBuiltin(request []byte) (answer []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			answer = fmt.Appendf(nil, "%cthe builtin function crashed: %v", halted, cause)
		}
	}()
	parts := bytes.Split(request, []byte{0})
	name := string(parts[0])
	function := topdown.GetBuiltin(name)
	if function == nil {
		return fmt.Appendf(nil, "%cthere is no builtin function %s", halted, name)
	}
	now, err := strconv.ParseInt(string(parts[1]), 10, 64)
	if err != nil {
		return fmt.Appendf(nil, "%c%v", halted, err)
	}
	arguments := make([]*ast.Term, 0, 4)
	for _, text := range parts[2:] {
		argument, err := readValue(text)
		if err != nil {
			return fmt.Appendf(nil, "%c%v", halted, err)
		}
		arguments = append(arguments, argument)
	}
	var result *ast.Term
	err = function(topdown.BuiltinContext{
		Context:      context.Background(),
		Metrics:      metrics.NoOp(),
		Seed:         &callSeed{request: request},
		Time:         ast.NumberTerm(json.Number(strconv.FormatInt(now, 10))),
		Cancel:       topdown.NewCancel(),
		Cache:        make(builtins.Cache),
		Capabilities: capabilities,
		Location:     nowhere,
	}, arguments, func(value *ast.Term) error {
		result = value
		return nil
	})
	var halt topdown.Halt
	switch {
	case errors.As(err, &halt):
		return fmt.Appendf(nil, "%c%v", halted, err)
	case err != nil:
		return fmt.Appendf(nil, "%c%v", failed, err)
	case result == nil:
		return []byte{undefined}
	}
	return writeValue([]byte{defined}, result.Value)
}

// readValue reads what a policy dumps. Most values are JSON, which is read much faster than Rego is parsed.
func readValue(text []byte) (*ast.Term, error) {
	if json.Valid(text) {
		var value any
		if err := util.UnmarshalJSON(text, &value); err == nil {
			converted, err := ast.InterfaceToValue(value)
			return ast.NewTerm(converted), err
		}
	}
	return ast.ParseTerm(string(text))
}

// writeValue writes a value as a policy reads it: JSON, but for sets and for keys that are no strings.
func writeValue(to []byte, value ast.Value) []byte {
	switch value := value.(type) {
	case ast.String:
		return writeString(to, string(value))
	case *ast.Array:
		to = append(to, '[')
		for index := range value.Len() {
			if index > 0 {
				to = append(to, ',')
			}
			to = writeValue(to, value.Elem(index).Value)
		}
		return append(to, ']')
	case ast.Set:
		if value.Len() == 0 {
			return append(to, "set()"...)
		}
		to = append(to, '{')
		for index, element := range value.Slice() {
			if index > 0 {
				to = append(to, ',')
			}
			to = writeValue(to, element.Value)
		}
		return append(to, '}')
	case ast.Object:
		to = append(to, '{')
		for index, key := range value.Keys() {
			if index > 0 {
				to = append(to, ',')
			}
			to = writeValue(to, key.Value)
			to = append(to, ':')
			to = writeValue(to, value.Get(key).Value)
		}
		return append(to, '}')
	}
	return append(to, value.String()...)
}

const hexDigits = "0123456789abcdef"

func writeString(to []byte, text string) []byte {
	to = append(to, '"')
	for _, char := range text {
		switch {
		case char == '"' || char == '\\':
			to = append(to, '\\', byte(char))
		case char < ' ':
			to = append(to, '\\', 'u', '0', '0', hexDigits[char>>4], hexDigits[char&15])
		default:
			to = utf8.AppendRune(to, char)
		}
	}
	return append(to, '"')
}
