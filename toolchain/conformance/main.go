// Command conformance compiles OPA's own conformance cases to WASM, for the tests of our host: one JSON object a line.
// The cases come with OPA's module.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/test/cases/testdata"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/open-policy-agent/opa/v1/util"
)

// compiledCase is a case with its query compiled, or with the error that the compiler gave.
type compiledCase struct {
	Note string `json:"note"`
	// File is the path in OPA's folder of cases.
	File string `json:"file"`
	// Wasm is missing when the compiler gave an error. Data and wanted results are JSON in a text: their numbers keep their digits.
	Wasm         []byte            `json:"wasm,omitempty"`
	CompileError string            `json:"compileError,omitempty"`
	Data         string            `json:"data"`
	Input        *string           `json:"input,omitempty"`
	Env          map[string]string `json:"env,omitempty"`
	WantDefined  *bool             `json:"wantDefined,omitempty"`
	WantResult   *string           `json:"wantResult,omitempty"`
	WantErrors   []string          `json:"wantErrors,omitempty"`
	Strict       bool              `json:"strict"`
	SortBindings bool              `json:"sortBindings"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	err := fs.WalkDir(testdata.V1, "v1", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := testdata.V1.ReadFile(file)
		if err != nil {
			return err
		}
		var set cases.Set
		if err := util.Unmarshal(text, &set); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, test := range set.Cases {
			compiled, err := compile(file, test)
			if err != nil {
				return fmt.Errorf("%s: %w", test.Note, err)
			}
			if err := lines.Encode(compiled); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func compile(file string, test cases.TestCase) (compiledCase, error) {
	var err error
	compiled := compiledCase{
		Note: test.Note, File: file, Data: "{}", Env: test.Env,
		WantDefined: test.WantDefined,
		Strict:      test.StrictError, SortBindings: test.SortBindings,
	}
	if test.Data != nil {
		text, err := textOf(*test.Data)
		if err != nil {
			return compiledCase{}, err
		}
		compiled.Data = text
	}
	if test.WantResult != nil {
		text, err := textOf(*test.WantResult)
		if err != nil {
			return compiledCase{}, err
		}
		compiled.WantResult = &text
	}
	for _, want := range []*string{test.WantErrorCode, test.WantError} {
		if want != nil {
			compiled.WantErrors = append(compiled.WantErrors, *want)
		}
	}
	if compiled.Input, err = inputOf(test); err != nil {
		return compiledCase{}, err
	}
	options := []func(*rego.Rego){
		rego.Query(test.Query),
		rego.SetRegoVersion(ast.RegoV1),
		rego.Capabilities(ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(test.ExperimentalKeywords))),
		rego.Function1(&rego.Function{Name: "test.sleep", Decl: types.NewFunction(types.Args(types.S), types.Nl)},
			func(rego.BuiltinContext, *ast.Term) (*ast.Term, error) { return nil, errors.New("nobody sleeps here") }),
	}
	for index, module := range test.Modules {
		options = append(options, rego.Module(fmt.Sprintf("module-%d.rego", index), module))
	}
	result, err := rego.New(options...).Compile(context.Background())
	if err != nil {
		compiled.CompileError = err.Error()
		return compiled, nil
	}
	compiled.Wasm = result.Bytes
	return compiled, nil
}

// inputOf gives the input as text: JSON, or a Rego value.
func inputOf(test cases.TestCase) (*string, error) {
	if test.InputTerm != nil {
		term, err := ast.ParseTerm(*test.InputTerm)
		if err != nil {
			return nil, err
		}
		text := term.String()
		return &text, nil
	}
	if test.Input == nil {
		return nil, nil
	}
	text, err := textOf(*test.Input)
	return &text, err
}

func textOf(value any) (string, error) {
	bytes, err := json.Marshal(value)
	return string(bytes), err
}
