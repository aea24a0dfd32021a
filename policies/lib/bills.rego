# METADATA
# description: >-
#   Reads bills of materials and their components: whether a bill counts, what a component is called, and whether its
#   licences are denied. A bill that does not count proves nothing; what it lists is judged all the same.
package touchstone.lib.bills

_hours := data.touchstone.parameters["supply/stale-bill"].hours

# METADATA
# description: Whether the document is a bill, and no component.
is_bill if is_object(input.counts)

# METADATA
# description: Whether the bill was made too long ago, or nobody says when.
is_stale if input.ageHours == null

is_stale if input.ageHours > _hours

# METADATA
# description: Why the bill cannot show what is there, beside its age.
gaps contains "it lists no component" if input.counts.components == 0

gaps contains "it says itself that it is incomplete" if input.complete == false

_faults := gaps | {"it is too old, or nobody says when it was made" | is_stale}

# METADATA
# description: >-
#   Why a check of components has nothing to say of a document: a bill that does not count, or a component without the
#   fault. A component that is fine is never a pass, so that a long list of them says nothing.
unjudged(faulty) := concat("; ", sort(_faults)) if {
	is_bill
	count(_faults) > 0
}

else := "the component does not have this fault" if {
	not is_bill
	not faulty
}

# METADATA
# description: The component's name and version.
called := input.name if input.version == ""

else := concat(" ", [input.name, input.version])

# METADATA
# description: What findings of a component tell of it.
details := {"component": called, "file": input.file}

# METADATA
# description: Whether the component is of one of these types, and not a package all the same, by its package URL.
is_only(types) if {
	input.type in types
	input.purl == ""
}

# METADATA
# description: Whether the package is one that a distribution of Linux maintains, under version numbers that it chose.
is_distributed if {
	some type in ["pkg:deb/", "pkg:rpm/", "pkg:apk/", "pkg:alpm/"]
	startswith(input.purl, type)
}

# METADATA
# description: >-
#   The numbers of a version, which compare as lists do; the first four of them. What does not begin with a number is
#   before every version.
numbers(version) := [_number(part) | some part in array.slice(found, 1, 5)] if {
	pattern := `^(?:v|go)?([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?`
	[found] := regex.find_all_string_submatch_n(pattern, version, 1)
}

else := [0, 0, 0, 0]

_number("") := 0

_number(text) := to_number(text) if text != ""
