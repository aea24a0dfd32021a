// Says what is in policies or in a bundle: packages, rules, data, METADATA, and the builtins that they need.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	astjson "github.com/open-policy-agent/opa/v1/ast/json"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/util"
)

// moduleOutline is one policy file.
type moduleOutline struct {
	File    string   `json:"file"`
	Package string   `json:"package"`
	Rules   []string `json:"rules"`
}

type wasmOutline struct {
	File        string   `json:"file"`
	Entrypoints []string `json:"entrypoints"`
}

func init() {
	register("inspect", inspectPolicies)
}

func inspectPolicies(req struct {
	policies
	Documents []document `json:"documents"`
	// Bundle is an archive; with one there are no modules and documents.
	Bundle []byte `json:"bundle"`
}) (any, error) {
	if req.Bundle != nil {
		return inspectBundle(req.Bundle)
	}
	modules, err := parse(req.Modules)
	if err != nil {
		return nil, err
	}
	if _, err := readDocuments(req.Documents); err != nil {
		return nil, err
	}
	namespaces := map[string][]string{}
	for _, each := range req.Documents {
		place := strings.Join(append([]string{"data"}, each.Path...), ".")
		namespaces[place] = append(namespaces[place], each.File)
	}
	return outline(modules, namespaces, map[string]any{})
}

func inspectBundle(archive []byte) (any, error) {
	reader := bundle.NewCustomReader(bundle.NewTarballLoaderWithBaseURL(bytes.NewReader(archive), "")).
		WithSkipBundleVerification(true).
		WithProcessAnnotations(true).
		WithRegoVersion(ast.RegoV1)
	content, err := reader.Read()
	if err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	for _, each := range content.Modules {
		modules[each.Path] = each.Parsed
	}
	wasm := []wasmOutline{}
	for _, each := range content.WasmModules {
		entrypoints := []string{}
		for _, entrypoint := range each.Entrypoints {
			entrypoints = append(entrypoints, entrypoint.String())
		}
		slices.Sort(entrypoints)
		wasm = append(wasm, wasmOutline{File: each.Path, Entrypoints: entrypoints})
	}
	namespaces := map[string][]string{}
	if len(content.Data) > 0 {
		namespaces["data"] = []string{"/data.json"}
	}
	return outline(modules, namespaces, map[string]any{
		"manifest": content.Manifest,
		"wasm":     wasm,
		"signed":   isSigned(archive),
	})
}

// isSigned says whether a bundle has a file of signatures; a reader that verifies nothing does not tell.
func isSigned(archive []byte) bool {
	files := bundle.NewTarballLoaderWithBaseURL(bytes.NewReader(archive), "")
	for {
		file, err := files.NextFile()
		if err != nil {
			return false
		}
		if bundle.IsSignaturesFile(file.Path()) {
			return true
		}
	}
}

// outline adds what every source has to the response.
func outline(modules map[string]*ast.Module, namespaces map[string][]string, response map[string]any) (any, error) {
	outlines := []moduleOutline{}
	parsed := []*ast.Module{}
	for _, name := range util.KeysSorted(modules) {
		module := modules[name]
		parsed = append(parsed, module)
		place := module.Package.Path.String()
		namespaces[place] = append(namespaces[place], path.Clean(name))
		outlines = append(outlines, moduleOutline{File: name, Package: place, Rules: annotationOf(name, module).Rules})
	}
	annotations, problems := ast.BuildAnnotationSet(parsed)
	if len(problems) > 0 {
		return nil, problems
	}
	encoded, err := encodeAnnotations(annotations.Flatten())
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().SetErrorLimit(0).WithAllowUndefinedFunctionCalls(true)
	compiler.Compile(modules)
	if compiler.Failed() {
		return nil, compiler.Errors
	}
	builtins := []string{}
	for _, each := range compiler.Required.Builtins {
		builtins = append(builtins, each.Name)
	}
	slices.Sort(builtins)
	response["modules"] = outlines
	response["namespaces"] = namespaces
	response["annotations"] = encoded
	response["builtins"] = builtins
	response["features"] = append([]string{}, compiler.Required.Features...)
	return response, nil
}

// encodeAnnotations writes them with their places, which OPA leaves out unless the whole process is told otherwise.
func encodeAnnotations(refs ast.FlatAnnotationsRefSet) (any, error) {
	astjson.SetOptions(astjson.Options{
		MarshalOptions: astjson.MarshalOptions{IncludeLocation: astjson.NodeToggle{AnnotationsRef: true}},
	})
	defer astjson.SetOptions(astjson.Defaults())
	text := []byte("[]")
	if len(refs) > 0 {
		var err error
		if text, err = json.Marshal(refs); err != nil {
			return nil, fmt.Errorf("the METADATA cannot be written: %w", err)
		}
	}
	return json.RawMessage(text), nil
}
