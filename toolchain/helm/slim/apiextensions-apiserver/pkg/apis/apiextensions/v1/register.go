// Package v1 is registered by the slim client-go's own list.
package v1

// AddToScheme does nothing.
func AddToScheme(any) error { return nil }
