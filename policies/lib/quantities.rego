# METADATA
# description: Amounts as Kubernetes writes them, such as 250m, 1.5Gi and 2e3, as numbers that can be compared.
package touchstone.lib.quantities

# METADATA
# description: The amount in thousandths of its unit, which keeps millis whole; undefined for what is no amount.
milli(amount) := amount * 1000 if is_number(amount)

milli(amount) := to_number(amount) * 1000 if {
	is_string(amount)
	amount != ""
}

milli(amount) := to_number(trim_suffix(amount, suffix)) * factor if {
	is_string(amount)
	some suffix, factor in _factors
	endswith(amount, suffix)
}

_factors := {
	"n": 0.000001,
	"u": 0.001,
	"m": 1,
	"k": 1000000,
	"M": 1000000000,
	"G": 1000000000000,
	"T": 1000000000000000,
	"P": 1000000000000000000,
	"E": 1000000000000000000000,
	"Ki": 1024000,
	"Mi": 1048576000,
	"Gi": 1073741824000,
	"Ti": 1099511627776000,
	"Pi": 1125899906842624000,
	"Ei": 1152921504606846976000,
}
