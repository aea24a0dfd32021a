// Parsing, and the operations that a scan needs: METADATA, compilation, evaluation.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sort"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/util"
	opaversion "github.com/open-policy-agent/opa/v1/version"
)

// moduleAnnotation is what one policy file says of itself: its package path and package-scope METADATA.
type moduleAnnotation struct {
	File    string   `json:"file"`
	Package []string `json:"package"`
	// Rules are the names that the module defines, sorted.
	Rules    []string         `json:"rules"`
	Metadata *ast.Annotations `json:"metadata"`
	Row      int              `json:"row"`
}

func init() {
	register("version", func(struct{}) (any, error) { return map[string]any{"version": opaversion.Version}, nil })
	register("annotations", annotations)
	register("compile", compilePolicies)
	register("eval", evaluate)
}

// parse reads every module; what does not parse is named at once, for all files.
func parse(sources map[string]string) (map[string]*ast.Module, error) {
	modules, problems, err := parseEach(sources)
	if err == nil && len(problems) > 0 {
		err = problems
	}
	if err != nil {
		return nil, err
	}
	return modules, nil
}

// parseEach returns the modules that parse, and the problems of those that do not, in the order of their names.
func parseEach(sources map[string]string) (map[string]*ast.Module, ast.Errors, error) {
	modules := make(map[string]*ast.Module, len(sources))
	var problems ast.Errors
	for _, name := range util.KeysSorted(sources) {
		module, err := ast.ParseModuleWithOpts(name, sources[name], ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
		found, err := placed(err)
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, found...)
		if len(found) == 0 {
			modules[name] = module
		}
	}
	return modules, problems, nil
}

// placed takes an error of OPA apart: problems with a place, or else the error itself.
func placed(err error) (ast.Errors, error) {
	var list ast.Errors
	var single *ast.Error
	switch {
	case errors.As(err, &list):
		return list, nil
	case errors.As(err, &single):
		return ast.Errors{single}, nil
	default:
		return nil, err
	}
}

func compileModules(sources map[string]string) (*ast.Compiler, map[string]*ast.Module, error) {
	modules, err := parse(sources)
	if err != nil {
		return nil, nil, err
	}
	compiler := ast.NewCompiler().WithEnablePrintStatements(false)
	compiler.Compile(modules)
	if compiler.Failed() {
		return nil, nil, compiler.Errors
	}
	return compiler, modules, nil
}

// annotations checks the policies, types included, and lists what each says of itself.
func annotations(req policies) (any, error) {
	if _, _, err := compileModules(req.Modules); err != nil {
		return nil, err
	}
	modules, err := parse(req.Modules)
	if err != nil {
		return nil, err
	}
	result := []moduleAnnotation{}
	for _, name := range util.KeysSorted(modules) {
		result = append(result, annotationOf(name, modules[name]))
	}
	return map[string]any{"annotations": result}, nil
}

func annotationOf(name string, module *ast.Module) moduleAnnotation {
	annotation := moduleAnnotation{File: name, Package: []string{}, Rules: []string{}}
	for _, term := range module.Package.Path[1:] {
		if text, ok := term.Value.(ast.String); ok {
			annotation.Package = append(annotation.Package, string(text))
		}
	}
	for _, rule := range module.Rules {
		annotation.Rules = append(annotation.Rules, rule.Head.Ref()[0].Value.String())
	}
	sort.Strings(annotation.Rules)
	annotation.Rules = slices.Compact(annotation.Rules)
	annotation.Row = module.Package.Location.Row
	for _, candidate := range module.Annotations {
		if candidate.Scope == "package" {
			annotation.Metadata = candidate
			annotation.Row = candidate.Location.Row
		}
	}
	return annotation
}

func compilePolicies(req struct {
	policies
	Entrypoints []string `json:"entrypoints"`
}) (any, error) {
	modules, err := parse(req.Modules)
	if err != nil {
		return nil, err
	}
	files := make([]bundle.ModuleFile, 0, len(modules))
	for _, name := range util.KeysSorted(modules) {
		files = append(files, bundle.ModuleFile{URL: name, Path: name, Raw: []byte(req.Modules[name]), Parsed: modules[name]})
	}
	source := &bundle.Bundle{Modules: files, Data: map[string]any{}}
	source.Manifest.Init()
	compiler := compile.New().
		WithTarget(compile.TargetWasm).
		WithEntrypoints(req.Entrypoints...).
		WithRegoVersion(ast.RegoV1).
		WithBundle(source)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	wasm := compiler.Bundle().WasmModules
	if len(wasm) != 1 {
		return nil, errors.New("the compiler gave no module")
	}
	return map[string]any{"wasm": wasm[0].Raw}, nil
}

// evaluate answers the query for each input with OPA's own evaluator: the second engine that ours is compared to.
func evaluate(req struct {
	policies
	Query  string            `json:"query"`
	Inputs []json.RawMessage `json:"inputs"`
}) (any, error) {
	ctx := context.Background()
	compiler, _, err := compileModules(req.Modules)
	if err != nil {
		return nil, err
	}
	query, err := rego.New(rego.Query(req.Query), rego.Compiler(compiler), rego.StrictBuiltinErrors(false)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	results := make([]any, 0, len(req.Inputs))
	for _, raw := range req.Inputs {
		var input any
		if err := util.UnmarshalJSON(raw, &input); err != nil {
			return nil, err
		}
		set, err := query.Eval(ctx, rego.EvalInput(input))
		if err != nil {
			return nil, err
		}
		if len(set) == 0 {
			results = append(results, nil)
		} else {
			results = append(results, set[0].Expressions[0].Value)
		}
	}
	return map[string]any{"results": results}, nil
}

// failure lists what went wrong; OPA's own errors keep their place.
func failure(err error) any {
	list, err := placed(err)
	if err != nil {
		return map[string]any{"errors": []problem{{Code: "error", Message: err.Error()}}}
	}
	return map[string]any{"errors": problemsOf(list)}
}

func problemsOf(list ast.Errors) []problem {
	problems := make([]problem, 0, len(list))
	for _, item := range list {
		entry := problem{Code: item.Code, Message: item.Message}
		if item.Location != nil {
			entry.File, entry.Row, entry.Col = item.Location.File, item.Location.Row, item.Location.Col
		}
		problems = append(problems, entry)
	}
	return problems
}
