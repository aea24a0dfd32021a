package team.quantities

factors := {"Ki": 1 / 1024, "Mi": 1, "Gi": 1024}

mebibytes(quantity) := number * factors[unit] if {
	unit := substring(quantity, count(quantity) - 2, 2)
	number := to_number(trim_suffix(quantity, unit))
}
