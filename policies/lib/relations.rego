# METADATA
# description: >-
#   What an object refers to and selects, for checks of relations between objects. An object can only be missing where the
#   evidence has others of its kind: otherwise such objects are kept elsewhere, and nothing can be said.
package touchstone.lib.relations

# METADATA
# description: Whether it refers to something for this purpose that the evidence can tell of.
refers_to(role) if {
	some reference in input.references
	reference.role == role
	_is_told(reference)
}

# METADATA
# description: Whether what the reference names is not there, and the object cannot do without it.
is_missing(reference) if {
	not reference.found
	reference.known
	not reference.optional
}

# METADATA
# description: >-
#   The places of what is missing: the reference's own when the whole object is, else those of the keys and of the port
#   that the object does not have.
missing_at(reference) := [{"path": reference.path, "what": ""}] if is_missing(reference)

else := array.concat(_missing_keys(reference), _missing_port(reference)) if {
	reference.found
	not reference.optional
}

# METADATA
# description: Details of a finding about a reference.
details(reference, what) := {
	"target": reference.kind,
	"namespace": reference.namespace,
	"name": reference.name,
	"what": what,
}

_is_told(reference) if reference.found

_is_told(reference) if reference.known

_missing_keys(reference) := [{"path": item.path, "what": concat("", [" with the key ", item.key])} |
	some item in object.get(reference, "keys", [])
	not item.found
]

_missing_port(reference) := [{"path": reference.port.path, "what": concat("", [" with the port ", _show(reference.port.port)])}] if {
	not reference.port.found
}

else := []

_show(port) := format_int(port, 10) if is_number(port)

else := port
