// Formats policies as `opa fmt` does.
package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/util"
)

func init() {
	register("format", formatPolicies)
}

// formatPolicies returns the text of each file that parses, and the problems of the others.
func formatPolicies(req policies) (any, error) {
	formatted := make(map[string]string, len(req.Modules))
	problems := ast.Errors{}
	for _, name := range util.KeysSorted(req.Modules) {
		result, err := format.SourceWithOpts(name, []byte(req.Modules[name]), format.Opts{RegoVersion: ast.RegoV1})
		if err == nil {
			// What it writes must be Rego again: a formatter that breaks a file is worse than none.
			_, err = ast.ParseModuleWithOpts(name, string(result), ast.ParserOptions{RegoVersion: ast.RegoV1})
		}
		found, err := placed(err)
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
		if len(found) == 0 {
			formatted[name] = string(result)
		}
	}
	return map[string]any{"formatted": formatted, "problems": problemsOf(problems)}, nil
}
