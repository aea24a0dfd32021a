# METADATA
# description: Amounts as Kubernetes writes them, such as 250m, 1.5Gi and 2e3, as numbers that can be compared.
package touchstone.lib.quantities

# METADATA
# description: The amount in thousandths of its unit, which keeps millis whole; undefined for what is no amount.
milli(amount) := amount * 1000 if is_number(amount)

milli(amount) := to_number(trim_suffix(amount, suffix)) * _factor(suffix) if {
	suffix := _suffix(amount)
}

milli(amount) := to_number(amount) * 1000 if {
	_is_exponent(_suffix(amount))
}

_suffix(amount) := trim_left(amount, "+-.0123456789") if {
	is_string(amount)
	amount != ""
}

# What begins with an e is an exponent; E alone is a unit.
_is_exponent(suffix) if {
	startswith(lower(suffix), "e")
	suffix != "E"
}

# Not an object: that would be built anew for each subject.
_factor("") := 1000

_factor("n") := 0.000001

_factor("u") := 0.001

_factor("m") := 1

_factor("k") := 1000000

_factor("M") := 1000000000

_factor("G") := 1000000000000

_factor("T") := 1000000000000000

_factor("P") := 1000000000000000000

_factor("E") := 1000000000000000000000

_factor("Ki") := 1024000

_factor("Mi") := 1048576000

_factor("Gi") := 1073741824000

_factor("Ti") := 1099511627776000

_factor("Pi") := 1125899906842624000

_factor("Ei") := 1152921504606846976000
