// Package dynamic has the client that Helm's lookup function would use; it always refuses.
package dynamic

import (
	"context"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
)

// Object is what a cluster would answer.
type Object struct{}

// UnstructuredContent returns an empty object.
func (Object) UnstructuredContent() map[string]any { return map[string]any{} }

// ResourceInterface reads objects of one kind.
type ResourceInterface interface {
	Get(ctx context.Context, name string, options metav1.GetOptions) (Object, error)
	List(ctx context.Context, options metav1.ListOptions) (Object, error)
}

// NamespaceableResourceInterface can be narrowed to one namespace.
type NamespaceableResourceInterface interface {
	ResourceInterface
	Namespace(name string) ResourceInterface
}

// Client never exists.
type Client struct{}

// NewForConfig refuses: this engine talks to no cluster.
func NewForConfig(*rest.Config) (Client, error) { return Client{}, errors.New("no cluster") }

// Resource is never reached.
func (Client) Resource(schema.GroupVersionResource) NamespaceableResourceInterface { return nil }
