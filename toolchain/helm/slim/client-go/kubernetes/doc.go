// Package kubernetes makes client-go, and so the Kubernetes version that Helm assumes, part of the build information.
package kubernetes
