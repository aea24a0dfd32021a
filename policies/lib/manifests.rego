# METADATA
# description: Which kind of object this is, for checks that read a few kinds only.
package touchstone.lib.manifests

# METADATA
# description: Whether the object is of the kind, in the API group ("" for the core), whatever the version.
is(group, kind) if {
	input.kind == kind
	_group == group
}

# METADATA
# description: The reason why a check has nothing to say of an object; undefined for those of the group and kind.
other_than(group, kind) := concat("", ["the object is no ", kind]) if not is(group, kind)

# METADATA
# description: The annotations of the object, none when they are missing or no object.
annotations := input.metadata.annotations if is_object(input.metadata.annotations)

else := {}

_group := parts[0] if {
	parts := split(input.apiVersion, "/")
	count(parts) == 2
}

else := ""
