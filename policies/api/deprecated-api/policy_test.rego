package touchstone.api["deprecated-api_test"]

import data.touchstone.api["deprecated-api"] as check

_details(minor) := details if {
	details := {row.details | some row in check.fail} with input as {"apiVersion": "batch/v1beta1", "kind": "CronJob"}
		with data.touchstone.target.kubernetes as {"major": 1, "minor": minor}
}

test_an_api_is_deprecated_until_it_is_removed if {
	_details(24) == {{"api": "batch/v1beta1 CronJob", "end": "ends with Kubernetes 1.25", "replacement": "batch/v1"}}
	_details(25) == set()
}
