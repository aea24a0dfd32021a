package touchstone.api["removed-api_test"]

import data.touchstone.api["removed-api"] as check

_details(minor) := details if {
	details := {row.details | some row in check.fail} with input as {"apiVersion": "batch/v1beta1", "kind": "CronJob"}
		with data.touchstone.target.kubernetes as {"major": 1, "minor": minor}
}

test_the_version_that_is_run_decides if {
	_details(24) == set()
	_details(25) == {{"api": "batch/v1beta1 CronJob", "version": "1.25", "replacement": "batch/v1"}}
	_details(34) == _details(25)
}
