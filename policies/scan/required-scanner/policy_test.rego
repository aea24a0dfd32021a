package touchstone.scan["required-scanner_test"]

import data.touchstone.scan["required-scanner"] as check

_required(list) := {
	"scan/required-scanner": {"required": list},
	"scan/unknown-tool": {"tools": ["grype"]},
	"scan/outdated-tool": {"versions": {"grype": "0.60.0"}},
	"scan/stale-run": {"hours": 168},
	"scan/old-database": {"hours": 72},
}

_run := {
	"tool": {"name": "grype", "label": "Grype", "version": "0.86.1"},
	"classes": ["dependency", "image"],
	"executed": true,
	"successful": true,
	"exitCode": null,
	"errors": [],
	"rules": 1,
	"recorded": false,
	"ageHours": 2,
	"databaseAgeHours": null,
	"results": {"total": 1},
}

test_nothing_is_judged_while_nothing_is_required if {
	reasons := check.not_applicable with input as {"runs": []} with data.touchstone.parameters as _required([])
	reasons == {"the parameter required names none"}
}

test_without_any_run_each_entry_fails if {
	failures := check.fail with input as {"runs": []} with data.touchstone.parameters as _required(["grype", "image"])
	{failure.details.required | some failure in failures} == {"grype", "image"}
	{failure.details.why | some failure in failures} == {""}
}

test_one_run_may_answer_several_entries if {
	failures := check.fail with input as {"runs": [_run]} with data.touchstone.parameters as _required(["grype", "image"])
	count(failures) == 0
}

test_the_reason_why_a_run_does_not_count_is_told if {
	run := object.union(_run, {"successful": false, "ageHours": null})
	failures := check.fail with input as {"runs": [run]} with data.touchstone.parameters as _required(["image"])
	expected := concat("", [
		": that of grype does not count, ",
		"it is too old, or nobody says when it was, it says that it failed",
	])
	{failure.details.why | some failure in failures} == {expected}
}
