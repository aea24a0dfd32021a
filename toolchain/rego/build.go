// Builds an OPA bundle: policies and data in one archive, with a WASM module when that is the target, signed when there is a key.
package main

import (
	"bytes"
	"context"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/util"
)

// signing is a key and how to use it. The key itself, not its file: this program sees no files.
type signing struct {
	Key       string `json:"key"`
	Algorithm string `json:"algorithm"`
}

func init() {
	register("build", buildBundle)
}

func buildBundle(req struct {
	policies
	// Paths are where the modules stand in the bundle, by their names; names are what messages show.
	Paths       map[string]string `json:"paths"`
	Documents   []document        `json:"documents"`
	Entrypoints []string          `json:"entrypoints"`
	Target      string            `json:"target"`
	Revision    string            `json:"revision"`
	Signing     *signing          `json:"signing"`
}) (any, error) {
	if err := checkTogether(req.Modules); err != nil {
		return nil, err
	}
	// A WASM module keeps the names of its sources: those in the bundle, not those on the machine that built it.
	named := make(map[string]string, len(req.Modules))
	for name, text := range req.Modules {
		named[strings.TrimPrefix(req.Paths[name], "/")] = text
	}
	modules, err := parse(named)
	if err != nil {
		return nil, err
	}
	data, err := readDocuments(req.Documents)
	if err != nil {
		return nil, err
	}
	source := &bundle.Bundle{Data: data}
	source.SetRegoVersion(ast.RegoV1)
	source.Manifest.Init()
	for _, name := range util.KeysSorted(modules) {
		path := "/" + name
		source.Modules = append(source.Modules, bundle.ModuleFile{URL: path, Path: path, Raw: []byte(named[name]), Parsed: modules[name]})
	}
	var archive bytes.Buffer
	compiler := compile.New().
		WithTarget(req.Target).
		WithEntrypoints(req.Entrypoints...).
		WithRegoVersion(ast.RegoV1).
		WithRevision(req.Revision).
		WithBundle(source).
		WithOutput(&archive)
	if req.Signing != nil {
		compiler = compiler.WithBundleSigningConfig(bundle.NewSigningConfig(req.Signing.Key, req.Signing.Algorithm, ""))
	}
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return map[string]any{"bundle": archive.Bytes()}, nil
}
