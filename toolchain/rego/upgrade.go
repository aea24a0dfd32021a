// Makes Rego v1 of policies that were written for other tools: upgrades v0, moves packages, and says what the policies read.
package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// foreignModule is Rego of another tool. Text may be part of a file: then Row lines of the file stand before it, and each of
// its own lines begins Col columns later there.
type foreignModule struct {
	// Name is unique, and the key of the answer; File is what messages name.
	Name string `json:"name"`
	File string `json:"file"`
	Text string `json:"text"`
	Row  int    `json:"row"`
	Col  int    `json:"col"`
	// Version is "v0" or "v1"; without it the module may be either.
	Version string `json:"version"`
	// Keep is for modules in v1 that the others may use, and that stay as they are.
	Keep bool `json:"keep"`
	// Move gives a Gatekeeper module its new home; without it the package stays.
	Move *move `json:"move"`
}

// move puts a module of a template into a package of its own, and `data.lib` of that template beside it.
type move struct {
	Root []string `json:"root"`
	// Library says that the module is one of the template's libs: its package begins with lib.
	Library bool `json:"library"`
}

type upgradedRule struct {
	Name     string             `json:"name"`
	Row      int                `json:"row"`
	Function bool               `json:"function"`
	Metadata []*ast.Annotations `json:"metadata"`
}

type upgradedModule struct {
	Name    string         `json:"name"`
	Text    string         `json:"text"`
	Version string         `json:"version"`
	Package []string       `json:"package"`
	Rules   []upgradedRule `json:"rules"`
	// Input are the keys of the input that the module reads; "*" when it takes the whole, or keys that are not fixed.
	Input []string `json:"input"`
	// Combined is the line where the module takes the input for a list of files; 0 when it does not.
	Combined int `json:"combined"`
	// Inventory is the line where a template reads other objects: data.inventory, or the namespace beside a review; 0 when it
	// does not.
	Inventory int `json:"inventory"`
}

func init() {
	register("upgrade", upgrade)
}

// upgrade answers with the modules in Rego v1. Every problem is told at its place in the original file.
func upgrade(req struct {
	Modules []foreignModule   `json:"modules"`
	Shared  map[string]string `json:"shared"`
}) (any, error) {
	together, err := parse(req.Shared)
	if err != nil {
		return nil, err
	}
	places := places{}
	parsed := make([]*ast.Module, len(req.Modules))
	var problems ast.Errors
	for index, module := range req.Modules {
		places[module.Name] = module
		parsed[index], err = module.parse()
		if errs := (ast.Errors)(nil); errors.As(err, &errs) {
			problems = append(problems, errs...)
		} else if err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, places.original(problems)
	}
	facts := make([]upgradedModule, len(parsed))
	changed := make([]bool, len(parsed))
	own := namesByPackage(parsed)
	for index, module := range parsed {
		source := req.Modules[index]
		facts[index] = describe(source.Name, module)
		if source.Move != nil {
			problems = append(problems, source.Move.check(module)...)
			source.Move.apply(module)
		}
		if !source.Keep {
			changed[index] = replaceBuiltins(module, own[facts[index].path()]) || source.Move != nil || facts[index].Version == "v0"
			problems = append(problems, checkUpgrade(module)...)
		}
		together[source.Name] = module.Copy()
	}
	if len(problems) > 0 {
		return nil, places.original(problems)
	}
	compiler := ast.NewCompiler().WithEnablePrintStatements(false)
	if compiler.Compile(together); compiler.Failed() {
		return nil, places.original(compiler.Errors)
	}
	for index, module := range parsed {
		facts[index].Text = req.Modules[index].Text
		if !changed[index] {
			continue
		}
		text, err := format.AstWithOpts(module, format.Opts{RegoVersion: ast.RegoV1, DropV0Imports: true})
		if err != nil {
			return nil, places.original(ast.Errors{ast.NewError(ast.ParseErr, module.Package.Location, "%s", err.Error())})
		}
		facts[index].Text = string(text)
	}
	return map[string]any{"modules": facts}, nil
}

func (m foreignModule) parse() (*ast.Module, error) {
	switch m.Version {
	case "v0":
		return m.parseAs(ast.RegoV0)
	case "v1":
		return m.parseAs(ast.RegoV1)
	}
	module, err := m.parseAs(ast.RegoV1)
	if err == nil {
		return module, nil
	}
	older, olderErr := m.parseAs(ast.RegoV0)
	if olderErr == nil {
		return older, nil
	}
	// The version that gets further is the one that was meant.
	if firstRow(olderErr) > firstRow(err) {
		return nil, olderErr
	}
	return nil, err
}

func (m foreignModule) parseAs(version ast.RegoVersion) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(m.Name, m.Text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: version})
	start := ast.NewLocation(nil, m.Name, 1, 1)
	if err == nil && module == nil {
		return nil, ast.Errors{ast.NewError(ast.ParseErr, start, "the file is empty")}
	}
	// OPA gives one mistake of a whole file without its place, and not in a list.
	if problem := (*ast.Error)(nil); errors.As(err, &problem) {
		return nil, ast.Errors{ast.NewError(problem.Code, start, "%s", problem.Message)}
	}
	return module, err
}

func firstRow(err error) int {
	row := 0
	if errs := (ast.Errors)(nil); errors.As(err, &errs) {
		for _, problem := range errs {
			if problem.Location != nil && (row == 0 || problem.Location.Row < row) {
				row = problem.Location.Row
			}
		}
	}
	return row
}

// places finds where a problem of a module stands in the file that the module came from.
type places map[string]foreignModule

func (p places) original(problems ast.Errors) ast.Errors {
	moved := make(ast.Errors, 0, len(problems))
	for _, problem := range problems {
		if problem.Location != nil {
			if source, known := p[problem.Location.File]; known {
				row, col := problem.Location.Row+source.Row, problem.Location.Col+source.Col
				location := ast.NewLocation(nil, source.File, row, col)
				message := problem.Message
				if source.Move != nil {
					// The policy knows its libs by the name that it gave them.
					message = strings.ReplaceAll(message, dataRef(append(source.Move.Root, "lib"), nil, nil).String(), "data.lib")
				}
				problem = &ast.Error{Code: problem.Code, Message: message, Location: location}
			}
		}
		moved = append(moved, problem)
	}
	return moved
}

// namesByPackage are the names that the modules of a package give to rules and imports: they hide builtins.
func namesByPackage(modules []*ast.Module) map[string]map[string]bool {
	names := map[string]map[string]bool{}
	for _, module := range modules {
		path := strings.Join(packageSteps(module), "\x00")
		if names[path] == nil {
			names[path] = map[string]bool{}
		}
		for _, rule := range module.Rules {
			names[path][rule.Head.Ref()[0].Value.String()] = true
		}
		for _, imported := range module.Imports {
			names[path][string(imported.Name())] = true
		}
	}
	return names
}

// path is the key of the module's package in namesByPackage.
func (m upgradedModule) path() string {
	return strings.Join(m.Package, "\x00")
}

func describe(name string, module *ast.Module) upgradedModule {
	facts := upgradedModule{Name: name, Version: "v1", Package: packageSteps(module), Rules: []upgradedRule{}, Input: []string{}}
	if module.RegoVersionSpan().Max() == ast.RegoV0 {
		facts.Version = "v0"
	}
	for _, rule := range module.Rules {
		metadata := append([]*ast.Annotations{}, rule.Annotations...)
		facts.Rules = append(facts.Rules, upgradedRule{
			Name:     rule.Head.Ref()[0].Value.String(),
			Row:      rule.Location.Row,
			Function: len(rule.Head.Args) > 0,
			Metadata: metadata,
		})
	}
	walkRefs(module, func(ref ast.Ref, location *ast.Location) {
		switch {
		case ref[0].Equal(ast.InputRootDocument):
			facts.Input = append(facts.Input, fixedStep(ref, 1))
			_, anyItem := step[ast.Var](ref, 1)
			field, _ := step[ast.String](ref, 2)
			if anyItem && (field == "contents" || field == "path") && facts.Combined == 0 {
				facts.Combined = location.Row
			}
			if fixedStep(ref, 1) == "review" && fixedStep(ref, 2) == "_unstable" && facts.Inventory == 0 {
				facts.Inventory = location.Row
			}
		case ref[0].Equal(ast.DefaultRootDocument) && fixedStep(ref, 1) == "inventory" && facts.Inventory == 0:
			facts.Inventory = location.Row
		}
	})
	slices.Sort(facts.Input)
	facts.Input = slices.Compact(facts.Input)
	return facts
}

// packageSteps is the package below data.
func packageSteps(module *ast.Module) []string {
	steps := []string{}
	for _, term := range module.Package.Path[1:] {
		if text, ok := term.Value.(ast.String); ok {
			steps = append(steps, string(text))
		}
	}
	return steps
}

func step[Value ast.Value](ref ast.Ref, index int) (value Value, ok bool) {
	if index < len(ref) {
		value, ok = ref[index].Value.(Value)
	}
	return value, ok
}

func fixedStep(ref ast.Ref, index int) string {
	if text, ok := step[ast.String](ref, index); ok {
		return string(text)
	}
	return "*"
}

// walkRefs visits the references of imports and rules, but not the names of packages and rules.
func walkRefs(module *ast.Module, visit func(ast.Ref, *ast.Location)) {
	visitTerm := func(term *ast.Term) bool {
		if ref, ok := term.Value.(ast.Ref); ok && len(ref) > 0 {
			location := term.Location
			if location == nil {
				location = module.Package.Location
			}
			visit(ref, location)
		}
		return false
	}
	for _, imported := range module.Imports {
		ast.WalkTerms(imported, visitTerm)
	}
	for _, rule := range module.Rules {
		ast.WalkTerms(rule, visitTerm)
	}
}

// check says what a template must not do: its modules see their libs and the inventory, and nothing else of data.
func (m *move) check(module *ast.Module) ast.Errors {
	var problems ast.Errors
	if m.Library && fixedStep(module.Package.Path, 1) != "lib" {
		problems = append(problems, ast.NewError(ast.CompileErr, module.Package.Location, "the package of a lib must begin with lib"))
	}
	walkRefs(module, func(ref ast.Ref, location *ast.Location) {
		if !ref[0].Equal(ast.DefaultRootDocument) {
			return
		}
		if first := fixedStep(ref, 1); first != "lib" && first != "inventory" {
			problems = append(problems, ast.NewError(ast.CompileErr, location, "a template may read data.lib and data.inventory only, not %v", ref))
		}
	})
	return problems
}

func (m *move) apply(module *ast.Module) {
	home := append([]string{}, m.Root...)
	if m.Library {
		home = append(home, packageSteps(module)...)
	} else {
		home = append(home, "template")
	}
	module.Package.Path = dataRef(home, nil, module.Package.Location)
	rewriteRefs(module, func(ref ast.Ref, location *ast.Location) ast.Ref {
		if ref[0].Equal(ast.DefaultRootDocument) && fixedStep(ref, 1) == "lib" {
			return dataRef(m.Root, ref[1:], location)
		}
		return nil
	})
}

// successors do the same as builtins that v1 refuses.
var successors = map[string][]string{
	"re_match":         {"regex", "match"},
	"net.cidr_overlap": {"net", "cidr_contains"},
}

// libraries of policies/lib do what builtins of v0 did that have no successor, or what OPA's own do and WASM's do not: those
// take the members of a set in the order of their hashes.
var libraries = map[string][]string{
	"any":          {"legacy", "any"},
	"all":          {"legacy", "all"},
	"set_diff":     {"legacy", "set_diff"},
	"cast_array":   {"legacy", "cast_array"},
	"cast_set":     {"legacy", "cast_set"},
	"cast_string":  {"legacy", "cast_string"},
	"cast_boolean": {"legacy", "cast_boolean"},
	"cast_null":    {"legacy", "cast_null"},
	"cast_object":  {"legacy", "cast_object"},
	"concat":       {"ordered", "joined"},
}

// replaceBuiltins says whether there was anything to replace.
func replaceBuiltins(module *ast.Module, own map[string]bool) bool {
	changed := false
	rewriteRefs(module, func(ref ast.Ref, location *ast.Location) ast.Ref {
		if own[ref[0].Value.String()] {
			return nil
		}
		if steps, found := successors[ref.String()]; found {
			changed = true
			return ast.Ref{ast.VarTerm(steps[0]).SetLocation(location), ast.StringTerm(steps[1]).SetLocation(location)}
		}
		if steps, found := libraries[ref.String()]; found {
			changed = true
			return dataRef(append([]string{"touchstone", "lib"}, steps...), nil, location)
		}
		return nil
	})
	return changed
}

// rewriteRefs puts what replace answers in the place of a reference; nil leaves it as it is.
func rewriteRefs(module *ast.Module, replace func(ast.Ref, *ast.Location) ast.Ref) {
	visitTerm := func(term *ast.Term) bool {
		ref, ok := term.Value.(ast.Ref)
		if !ok || len(ref) == 0 {
			return false
		}
		location := term.Location
		if location == nil {
			location = module.Package.Location
		}
		if replaced := replace(ref, location); replaced != nil {
			term.Value = replaced
		}
		return false
	}
	for _, imported := range module.Imports {
		ast.WalkTerms(imported, visitTerm)
	}
	for _, rule := range module.Rules {
		ast.WalkTerms(rule, visitTerm)
	}
}

func dataRef(steps []string, rest ast.Ref, location *ast.Location) ast.Ref {
	ref := ast.Ref{ast.NewTerm(ast.DefaultRootDocument.Value).SetLocation(location)}
	for _, name := range steps {
		ref = append(ref, ast.StringTerm(name).SetLocation(location))
	}
	return append(ref, rest...)
}

// checkUpgrade lists what no formatter can bring from v0 to v1.
func checkUpgrade(module *ast.Module) ast.Errors {
	options := ast.NewRegoCheckOptions()
	options.RequireIfKeyword = false
	options.RequireContainsKeyword = false
	options.RequireRuleBodyOrValue = false
	return ast.CheckRegoV1WithOptions(module, options)
}
