// Package schema names groups, versions and kinds.
package schema

import "strings"

// GroupVersion is an API group in one version.
type GroupVersion struct{ Group, Version string }

// ParseGroupVersion reads "group/version", or "version" for the core group.
func ParseGroupVersion(text string) GroupVersion {
	group, version, found := strings.Cut(text, "/")
	if !found {
		return GroupVersion{Version: text}
	}
	return GroupVersion{Group: group, Version: version}
}

// String writes "group/version", or "version" for the core group.
func (gv GroupVersion) String() string {
	if gv.Group == "" {
		return gv.Version
	}
	return gv.Group + "/" + gv.Version
}

// GroupVersionKind is a kind in its group version.
type GroupVersionKind struct{ Group, Version, Kind string }

// FromAPIVersionAndKind reads the two fields of a manifest.
func FromAPIVersionAndKind(apiVersion, kind string) GroupVersionKind {
	gv := ParseGroupVersion(apiVersion)
	return GroupVersionKind{Group: gv.Group, Version: gv.Version, Kind: kind}
}

// GroupVersion drops the kind.
func (gvk GroupVersionKind) GroupVersion() GroupVersion {
	return GroupVersion{Group: gvk.Group, Version: gvk.Version}
}

// String writes all three.
func (gvk GroupVersionKind) String() string {
	return gvk.GroupVersion().String() + ", Kind=" + gvk.Kind
}

// GroupVersionResource is a resource in its group version.
type GroupVersionResource struct{ Group, Version, Resource string }
