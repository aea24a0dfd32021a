package touchstone.scan["uncovered-target_test"]

import data.touchstone.scan["uncovered-target"] as check

test_nothing_is_judged_while_no_target_is_named if {
	parameters := {"scan/uncovered-target": {"targets": []}}
	reasons := check.not_applicable with input as {"runs": []} with data.touchstone.parameters as parameters
	reasons == {"the parameter targets names none"}
}

test_without_any_run_each_target_fails if {
	parameters := {"scan/uncovered-target": {"targets": ["src", "deploy"]}}
	failures := check.fail with input as {"runs": []} with data.touchstone.parameters as parameters
	{failure.details.target | some failure in failures} == {"src", "deploy"}
}
