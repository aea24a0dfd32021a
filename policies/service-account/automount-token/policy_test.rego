package touchstone["service-account"]["automount-token_test"]

import data.touchstone["service-account"]["automount-token"] as check

_pod(spec) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": spec},
	"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0]}],
}

_names(account, spec) if {
	check.fail == {{
		"path": ["spec", "automountServiceAccountToken"],
		"details": {"serviceAccount": account},
		"fix": {"set": false},
	}} with input as _pod(spec)
}

test_the_service_account_is_named if {
	_names("agent", {"serviceAccountName": "agent"})
	_names("agent", {"serviceAccountName": "agent", "serviceAccount": "agent"})
	_names("agent", {"serviceAccount": "agent"})
}

test_it_is_default_where_none_is_set if {
	_names("default", {})
	_names("default", {"serviceAccountName": ""})
	_names("default", {"serviceAccountName": null})
	_names("default", {"serviceAccountName": ["agent"]})
}

test_the_newer_field_wins if {
	_names("agent", {"serviceAccountName": "agent", "serviceAccount": "orchestrator"})
}
