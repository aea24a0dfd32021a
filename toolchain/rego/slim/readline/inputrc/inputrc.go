// Package inputrc has no key bindings.
package inputrc

// Bind is a key's action.
type Bind struct{ Action string }

// Config is empty.
type Config struct{ Binds map[string]map[string]Bind }

// Set does nothing.
func (*Config) Set(string, any) error { return nil }

// Bind does nothing.
func (*Config) Bind(string, string, string, bool) error { return nil }

// Unescape returns the keys as they are.
func Unescape(keys string) string { return keys }
