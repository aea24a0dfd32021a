// Checks policies as `opa check` does, and describes those that parse: what is wrong with one does not hide the others.
package main

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

func init() {
	register("check", checkPolicies)
}

// checkPolicies compiles when everything parses: what is missing for want of a file would be no mistake of the others.
func checkPolicies(req struct {
	policies
	Strict bool `json:"strict"`
}) (any, error) {
	modules, problems, err := parseEach(req.Modules)
	if err != nil {
		return nil, err
	}
	annotations := []moduleAnnotation{}
	for _, name := range util.KeysSorted(modules) {
		annotations = append(annotations, annotationOf(name, modules[name]))
	}
	if len(problems) == 0 {
		compiler := ast.NewCompiler().
			SetErrorLimit(0).
			WithCapabilities(ast.CapabilitiesForThisVersion()).
			WithEnablePrintStatements(true).
			WithStrict(req.Strict).
			WithUseTypeCheckAnnotations(true)
		compiler.Compile(modules)
		problems = compiler.Errors
	}
	found := problemsOf(problems)
	slices.SortStableFunc(found, byPlace)
	// The parser tries some texts in two ways, and finds the same fault twice.
	found = slices.Compact(found)
	return map[string]any{"problems": found, "annotations": annotations}, nil
}
