package touchstone.scan["inline-suppression_test"]

import data.touchstone.scan["inline-suppression"] as check

_weakness := {
	"class": "code",
	"severity": "medium",
	"rule": "B105",
	"title": "hardcoded_password_string",
	"message": "",
	"file": "orchestrator/settings.py",
	"line": 7,
	"suppressed": {"kind": "inSource", "status": "", "justification": "baguette is for tests"},
	"witnesses": [{"tool": "bandit", "version": "1.8.0", "rule": "B105"}],
}

_reasons(changes) := {failure.details.why | some failure in failures} if {
	failures := check.fail with input as object.union(_weakness, changes)
}

test_what_is_said_beside_a_credential_is_not_told if {
	_reasons({}) == {""}
	_reasons({"message": "subprocess call with shell=True"}) == {" (baguette is for tests)"}
}
