# METADATA
# description: >-
#   Functions that Rego v0 had built in and v1 refuses. Policies in v0 are upgraded to call these in their place.
package touchstone.lib.legacy

# METADATA
# description: Whether an array or set holds true.
any(values) := true in values

# METADATA
# description: Whether an array or set holds nothing but true.
all(values) if {
	every value in values {
		value == true
	}
}

else := false

# METADATA
# description: What is in the first set, but not in the second.
set_diff(left, right) := left - right

# METADATA
# description: An array as it is, or the members of a set in their order.
cast_array(value) := value if is_array(value)

cast_array(value) := [member | some member in value] if is_set(value)

# METADATA
# description: A set as it is, or the items of an array without their order.
cast_set(value) := value if is_set(value)

cast_set(value) := {item | some item in value} if is_array(value)

# METADATA
# description: The value if it is a string.
cast_string(value) := value if is_string(value)

# METADATA
# description: The value if it is true or false.
cast_boolean(value) := value if is_boolean(value)

# METADATA
# description: The value if it is null.
cast_null(value) := value if is_null(value)

# METADATA
# description: The value if it is an object.
cast_object(value) := value if is_object(value)
