// Package readline has what OPA's REPL refers to, and reads nothing: lines come to the REPL through OneShot.
package readline

import (
	"errors"
	"io"

	"github.com/reeflective/readline/inputrc"
)

// ErrInterrupt never occurs.
var ErrInterrupt = errors.New("interrupt")

// Completions are never shown.
type Completions struct{}

// CompleteValues returns nothing to show.
func CompleteValues(...string) Completions { return Completions{} }

// Source is a history.
type Source interface {
	Write(string) (int, error)
	GetLine(int) (string, error)
	Len() int
	Dump() any
}

// Sources keeps no history.
type Sources struct{}

// Add does nothing.
func (Sources) Add(string, Source) {}

// Prompt is never shown.
type Prompt struct{}

// Primary does nothing.
func (Prompt) Primary(func() string) {}

// Secondary does nothing.
func (Prompt) Secondary(func() string) {}

// Shell is a terminal that has ended.
type Shell struct {
	Config          *inputrc.Config
	Prompt          Prompt
	History         Sources
	AcceptMultiline func([]rune) bool
	Completer       func([]rune, int) Completions
}

// NewShell returns a terminal that has ended.
func NewShell() *Shell { return &Shell{Config: &inputrc.Config{}} }

// Readline says that there is no line.
func (*Shell) Readline() (string, error) { return "", io.EOF }
