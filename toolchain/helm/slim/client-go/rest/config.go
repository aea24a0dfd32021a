// Package rest names a cluster's configuration; this engine never has one.
package rest

// Config holds nothing.
type Config struct{}
