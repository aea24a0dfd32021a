package touchstone.lib.target_test

import data.touchstone.lib.target

test_the_target_reaches_its_own_version_and_older_ones if {
	target.at_least(33) with data.touchstone.target.kubernetes as {"major": 1, "minor": 34}
	target.at_least(34) with data.touchstone.target.kubernetes as {"major": 1, "minor": 34}
	not target.at_least(35) with data.touchstone.target.kubernetes as {"major": 1, "minor": 34}
}

test_without_a_target_it_is_the_newest_that_the_checks_know if {
	target.at_least(37)
	not target.at_least(38)
}
