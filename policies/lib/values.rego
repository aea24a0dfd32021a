# METADATA
# description: >-
#   Reads values of a manifest that nobody has validated. A missing field, a null and a wrong type must not stop a
#   check, and none of them may look like the safe setting.
package touchstone.lib.values

# METADATA
# description: >-
#   Whether a switch that must stay off is off. Anything but false and null counts as on: "true" in quotation marks is
#   not what the API server accepts, but it is what somebody meant.
is_off(null)

is_off(false)

# METADATA
# description: >-
#   The entries of a list that may hold nothing forbidden. A single value where a list belongs counts as a list of one,
#   so that a wrong type hides nothing. Not for lists that must hold something: there a wrong type would pass.
entries(value) := value if is_array(value)

entries(null) := []

entries(value) := [value] if {
	not is_array(value)
	value != null
}

# METADATA
# description: A field of anything, null when there is none.
field(value, name) := found if {
	found := value[name]
}

else := null

# METADATA
# description: >-
#   A value for a message, which takes strings, numbers and booleans only. Strings that look like another type are
#   quoted, because then the type is what is wrong.
show(value) := "not set" if value == null

else := "a list" if is_array(value)

else := "an object" if is_object(value)

else := concat("", ["\"", value, "\""]) if _looks_like_another_type(value)

else := value

_looks_like_another_type(text) if text in ["", "true", "false"]

_looks_like_another_type(text) if {
	is_string(text)
	to_number(text) != null
}

# METADATA
# description: The name of a list's entry for a message; its place in the list when it has none.
name(entry, index) := entry.name if {
	is_string(entry.name)
	entry.name != ""
}

else := concat("", ["#", format_int(index, 10)])
