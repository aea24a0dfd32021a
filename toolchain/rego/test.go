// Runs the tests of policies as `opa test` does, with coverage, and writes its reports.
package main

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/lineage"
)

type testRequest struct {
	policies
	Documents []document `json:"documents"`
	// Hidden modules are compiled with the others, and are in no coverage.
	Hidden map[string]string `json:"hidden"`
	// Run is a regular expression over the full names of tests; empty for all.
	Run       string `json:"run"`
	Coverage  bool   `json:"coverage"`
	Verbose   bool   `json:"verbose"`
	VarValues bool   `json:"varValues"`
}

type testResult struct {
	File    string `json:"file"`
	Row     int    `json:"row"`
	Package string `json:"package"`
	Name    string `json:"name"`
	Passed  bool   `json:"passed"`
	Skipped bool   `json:"skipped"`
	Error   string `json:"error,omitempty"`
}

func init() {
	register("test", testPolicies)
}

func testPolicies(req testRequest) (any, error) {
	ctx := context.Background()
	modules, err := parse(req.Modules)
	if err != nil {
		return nil, err
	}
	hidden, err := parse(req.Hidden)
	if err != nil {
		return nil, err
	}
	data, err := readDocuments(req.Documents)
	if err != nil {
		return nil, err
	}
	store := inmem.NewFromObject(data)
	txn, err := store.NewTransaction(ctx, storage.WriteParams)
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)

	compiled := map[string]*ast.Module{}
	for _, some := range []map[string]*ast.Module{hidden, modules} {
		for name, module := range some {
			compiled[name] = module
		}
	}
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithPathConflictsCheck(storage.NonEmpty(ctx, store, txn)).
		WithEnablePrintStatements(true).
		WithCapabilities(ast.CapabilitiesForThisVersion()).
		WithUseTypeCheckAnnotations(true).
		WithRewriteTestRules(req.VarValues)
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		CapturePrintOutput(true).
		EnableTracing(req.Verbose || req.VarValues).
		StackTraces(true).
		SetModules(compiled).
		Filter(req.Run).
		SetParallel(1)
	covered := cover.New()
	if req.Coverage {
		runner = runner.SetCoverageQueryTracer(covered)
	}
	channel, err := runner.RunTests(ctx, txn)
	if err != nil {
		return nil, err
	}
	var results []*tester.Result
	for result := range channel {
		result.Trace = traceOf(req, result.Trace)
		results = append(results, result)
	}
	slices.SortFunc(results, inOrder)
	return testReport(req, results, covered.Report(modules), hidden)
}

// inOrder is that of the sources: the runner's own is that of a map.
func inOrder(a, b *tester.Result) int {
	return cmp.Or(
		cmp.Compare(a.Location.File, b.Location.File),
		cmp.Compare(a.Location.Row, b.Location.Row),
		cmp.Compare(a.Name, b.Name),
	)
}

func traceOf(req testRequest, trace []*topdown.Event) []*topdown.Event {
	if !req.Verbose {
		if req.VarValues {
			return trace
		}
		return nil
	}
	return lineage.Filter(trace, func(event *topdown.Event) bool {
		return event.Op == topdown.NoteOp || event.Op == topdown.FailOp
	})
}

// testReport has OPA's reports for people and for machines, and a line for each test.
func testReport(req testRequest, results []*tester.Result, coverage cover.Report, hidden map[string]*ast.Module) (any, error) {
	tests := []testResult{}
	for _, result := range results {
		test := testResult{Package: result.Package, Name: result.Name, Passed: result.Pass(), Skipped: result.Skip}
		test.File, test.Row = result.Location.File, result.Location.Row
		if result.Error != nil {
			test.Error = result.Error.Error()
		}
		tests = append(tests, test)
	}
	var pretty, machine bytes.Buffer
	reporters := []tester.Reporter{
		tester.PrettyReporter{Output: &pretty, Verbose: req.Verbose, FailureLine: req.VarValues, LocalVars: req.VarValues},
		tester.JSONReporter{Output: &machine},
	}
	for _, reporter := range reporters {
		channel := make(chan *tester.Result, len(results))
		for _, result := range results {
			channel <- result
		}
		close(channel)
		if err := reporter.Report(channel); err != nil {
			return nil, err
		}
	}
	response := map[string]any{"tests": tests, "pretty": pretty.String(), "json": machine.String()}
	if req.Coverage {
		response["coverage"] = withoutFiles(coverage, hidden)
	}
	return response, nil
}

// withoutFiles leaves files out of a coverage report, its totals included.
func withoutFiles(report cover.Report, files map[string]*ast.Module) cover.Report {
	for name := range files {
		file, known := report.Files[name]
		if !known {
			continue
		}
		report.CoveredLines -= file.CoveredLines
		report.NotCoveredLines -= file.NotCoveredLines
		delete(report.Files, name)
	}
	if all := report.CoveredLines + report.NotCoveredLines; all > 0 {
		report.Coverage = 100.0 * float64(report.CoveredLines) / float64(all)
	} else {
		report.Coverage = 0
	}
	return report
}
