// Package v1beta1 is registered by the slim client-go's own list.
package v1beta1

// AddToScheme does nothing.
func AddToScheme(any) error { return nil }
