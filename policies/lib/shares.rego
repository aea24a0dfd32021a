# METADATA
# description: Numbers of pods that may be written as a percentage, such as maxUnavailable.
package touchstone.lib.shares

# METADATA
# description: The number in front of the per cent sign; undefined for what is no percentage.
percent(value) := to_number(trim_suffix(value, "%")) if {
	is_string(value)
	endswith(value, "%")
	value != "%"
}
