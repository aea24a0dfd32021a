// Package v1 names the types that Helm's lookup function passes on.
package v1

// GetOptions holds nothing.
type GetOptions struct{}

// ListOptions holds nothing.
type ListOptions struct{}

// APIResource describes one kind.
type APIResource struct {
	Name, Group, Version, Kind string
	Namespaced                 bool
}

// APIResourceList is what a cluster would offer.
type APIResourceList struct {
	APIResources []APIResource
}
