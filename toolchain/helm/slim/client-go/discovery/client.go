// Package discovery has the client with which Helm's lookup function would find resources; it always refuses.
package discovery

import (
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
)

// Client never exists.
type Client struct{}

// NewDiscoveryClientForConfig refuses: this engine talks to no cluster.
func NewDiscoveryClientForConfig(*rest.Config) (Client, error) {
	return Client{}, errors.New("no cluster")
}

// ServerResourcesForGroupVersion is never reached.
func (Client) ServerResourcesForGroupVersion(string) (*metav1.APIResourceList, error) {
	return nil, errors.New("no cluster")
}
