// OPA's interactive session, one line at a time: it keeps its rules between calls, and prints as `opa run` does.
package main

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/repl"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// replSession is what one session knows.
type replSession struct {
	repl    *repl.REPL
	store   storage.Store
	output  *bytes.Buffer
	prints  *bytes.Buffer
	pending []string
	modules map[string]string
}

// The one session of this program; starting another ends it.
var session *replSession

var errNoSession = errors.New("there is no session")

func init() {
	register("repl-start", startSession)
	register("repl-load", loadIntoSession)
	register("repl-input", setSessionInput)
	register("repl-line", readSessionLine)
}

type sessionContent struct {
	policies
	Documents []document `json:"documents"`
}

func startSession(req sessionContent) (any, error) {
	data, err := readDocuments(req.Documents)
	if err != nil {
		return nil, err
	}
	if err := checkTogether(req.Modules); err != nil {
		return nil, err
	}
	started := &replSession{
		store:   inmem.NewFromObject(data),
		output:  &bytes.Buffer{},
		prints:  &bytes.Buffer{},
		modules: map[string]string{},
	}
	started.repl = repl.New(started.store, "", started.output, "pretty", 0, "").
		WithStderrWriter(started.prints).
		WithRegoVersion(ast.RegoV1)
	if err := started.add(req.Modules); err != nil {
		return nil, err
	}
	session = started
	return struct{}{}, nil
}

// checkTogether compiles policies, so that a session has none that spoil every query.
func checkTogether(sources map[string]string) error {
	modules, err := parse(sources)
	if err != nil {
		return err
	}
	compiler := ast.NewCompiler().SetErrorLimit(0).WithEnablePrintStatements(true)
	compiler.Compile(modules)
	if compiler.Failed() {
		return compiler.Errors
	}
	return nil
}

func (s *replSession) add(modules map[string]string) error {
	ctx := context.Background()
	return storage.Txn(ctx, s.store, storage.WriteParams, func(txn storage.Transaction) error {
		for name, text := range modules {
			if err := s.store.UpsertPolicy(ctx, txn, name, []byte(text)); err != nil {
				return err
			}
			s.modules[name] = text
		}
		return nil
	})
}

// loadIntoSession adds policies and data to what there is; a file that is loaded again replaces its last version.
func loadIntoSession(req sessionContent) (any, error) {
	if session == nil {
		return nil, errNoSession
	}
	data, err := readDocuments(req.Documents)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, some := range []map[string]string{session.modules, req.Modules} {
		for name, text := range some {
			all[name] = text
		}
	}
	if err := checkTogether(all); err != nil {
		return nil, err
	}
	if err := session.addData(data); err != nil {
		return nil, err
	}
	return struct{}{}, session.add(req.Modules)
}

func (s *replSession) addData(data map[string]any) error {
	ctx := context.Background()
	return storage.Txn(ctx, s.store, storage.WriteParams, func(txn storage.Transaction) error {
		before, err := s.store.Read(ctx, txn, storage.RootPath)
		if err != nil {
			return err
		}
		merged, isObject := replaceIn(before, data).(map[string]any)
		if !isObject {
			return errors.New("the data of the session are no object")
		}
		return s.store.Write(ctx, txn, storage.ReplaceOp, storage.RootPath, merged)
	})
}

// replaceIn merges two documents; where both have a value, the second counts.
func replaceIn(before, after any) any {
	left, isLeft := before.(map[string]any)
	right, isRight := after.(map[string]any)
	if !isLeft || !isRight {
		return after
	}
	merged := make(map[string]any, len(left)+len(right))
	for key, value := range left {
		merged[key] = value
	}
	for key, value := range right {
		if old, both := merged[key]; both {
			value = replaceIn(old, value)
		}
		merged[key] = value
	}
	return merged
}

// setSessionInput sets `input`, which a session reads from data.repl.input.
func setSessionInput(req struct {
	Document document `json:"document"`
}) (any, error) {
	if session == nil {
		return nil, errNoSession
	}
	req.Document.Path = []string{"repl", "input"}
	data, err := readDocuments([]document{req.Document})
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	input := data["repl"].(map[string]any)["input"]
	return struct{}{}, storage.Txn(ctx, session.store, storage.WriteParams, func(txn storage.Transaction) error {
		if err := storage.MakeDir(ctx, session.store, txn, storage.Path{"repl"}); err != nil {
			return err
		}
		return session.store.Write(ctx, txn, storage.AddOp, storage.Path{"repl", "input"}, input)
	})
}

// sessionAnswer is what a line led to; More says that the statement goes on in the next line.
type sessionAnswer struct {
	Output string `json:"output"`
	Prints string `json:"prints"`
	Error  string `json:"error"`
	More   bool   `json:"more"`
	Ended  bool   `json:"ended"`
}

func readSessionLine(req struct {
	Line string `json:"line"`
	// Last says that no line follows: what is there is evaluated as it is.
	Last bool `json:"last"`
}) (any, error) {
	if session == nil {
		return nil, errNoSession
	}
	return session.read(req.Line, req.Last), nil
}

func (s *replSession) read(line string, last bool) (answer sessionAnswer) {
	goesOn := len(s.pending) > 0 && strings.TrimSpace(line) != "" && !last
	s.pending = append(s.pending, line)
	text := strings.Join(s.pending, "\n")
	first := len(s.pending) == 1
	if (first || goesOn) && !last && isUnfinished(text) {
		answer.More = true
		return answer
	}
	s.pending = nil
	defer func() {
		answer.Output, answer.Prints = s.output.String(), s.prints.String()
		s.output.Reset()
		s.prints.Reset()
	}()
	if strings.TrimSpace(text) == "" {
		return answer
	}
	err := s.repl.OneShot(context.Background(), text)
	if err == nil {
		// What does not parse waits for more until a line is empty; there is no more.
		err = s.repl.OneShot(context.Background(), "")
	}
	if err != nil {
		answer.Ended = err.Error() == "<stop>"
		if !answer.Ended {
			answer.Error = err.Error()
		}
	}
	return answer
}

// isUnfinished says whether a text is Rego that lacks its end, rather than no Rego.
func isUnfinished(text string) bool {
	_, _, err := ast.ParseStatementsWithOpts("", text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	problems, _ := placed(err)
	if len(problems) == 0 {
		return false
	}
	if strings.Count(text, "`")%2 == 1 {
		return true
	}
	for _, each := range problems {
		if strings.Contains(each.Message, "unexpected eof") {
			return true
		}
	}
	return false
}
