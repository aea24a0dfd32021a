package touchstone.lib.shares_test

import data.touchstone.lib.shares

test_a_percentage_is_a_number if {
	shares.percent("25%") == 25
	shares.percent("0%") == 0
	shares.percent("100%") == 100
}

test_what_is_no_percentage_has_no_value if {
	every value in ["%", "25", "half%", "", 25, null, true, ["25%"], {}] {
		not shares.percent(value)
	}
}
