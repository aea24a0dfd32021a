// Package runtime names the type of a stored release's objects; the engine stores none.
package runtime

// Object is any object.
type Object any
