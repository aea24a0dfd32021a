package touchstone.workload["privilege-escalation_test"]

import data.touchstone.workload["privilege-escalation"] as check

_workload(security_context) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {}},
	"containers": [{
		"name": "redis",
		"type": "container",
		"path": ["spec", "containers", 0],
		"securityContext": security_context,
	}],
}

_fixes(security_context) := fixes if {
	failures := check.fail with input as _workload(security_context)
	count(failures) == 1
	fixes := {failure.fix | some failure in failures}
}

test_what_gives_all_privileges_has_to_go_first if {
	_fixes({}) == {{"set": false}}
	_fixes({"privileged": false, "capabilities": {"add": ["NET_ADMIN"]}}) == {{"set": false}}
	_fixes({"privileged": true}) == set()
	_fixes({"capabilities": {"add": ["NET_ADMIN", "SYS_ADMIN"]}}) == set()
}

test_a_windows_pod_is_excused_from_1_25_on if {
	agent := {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {"os": {"name": "windows"}}},
		"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0]}],
	}
	count(check.fail) == 1 with input as agent
	count(check.not_applicable) == 0 with input as agent with data.touchstone.target.kubernetes.minor as 24
	count(check.not_applicable) == 1 with input as agent with data.touchstone.target.kubernetes.minor as 25
	count(check.not_applicable) == 1 with input as agent
}
