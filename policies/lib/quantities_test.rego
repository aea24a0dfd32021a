package touchstone.lib.quantities_test

import data.touchstone.lib.quantities

test_every_way_to_write_an_amount if {
	quantities.milli(2) == 2000
	quantities.milli("0.5") == 500
	quantities.milli("250m") == 250
	quantities.milli("1e3") == 1000000
	quantities.milli("2k") == 2000000
	quantities.milli("1M") == 1000000000
	quantities.milli("1Ki") == 1024000
	quantities.milli("1.5Gi") == quantities.milli("1536Mi")
	quantities.milli("1E") == quantities.milli("1000P")
}

test_what_is_no_amount_has_no_value if {
	every value in ["", "plenty", "Mi", "1Qi", "1 Gi", null, true, [], {}] {
		not quantities.milli(value)
	}
}
