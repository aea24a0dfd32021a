// Package scheme knows the API versions that the real client-go registers.
package scheme

import (
	_ "embed"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
)

// versions has one group and version a line, in the order in which Helm sees them: client-go's, then the two of apiextensions.k8s.io.
//
//go:embed api-versions.txt
var versions string

type knownVersions struct{}

// Scheme lists the known API versions.
var Scheme knownVersions

// PrioritizedVersionsAllGroups returns every known group version.
func (knownVersions) PrioritizedVersionsAllGroups() []schema.GroupVersion {
	var known []schema.GroupVersion
	for line := range strings.Lines(versions) {
		known = append(known, schema.ParseGroupVersion(strings.TrimSpace(line)))
	}
	return known
}
