# METADATA
# description: Which kind of object it is, for checks that read objects of all kinds.
package touchstone.lib.kinds

# METADATA
# description: Whether the object is of the kind and of Kubernetes' own group of this name, whatever the version.
is(kind, group) if {
	input.kind == kind
	startswith(input.apiVersion, concat("", [group, "/"]))
}
