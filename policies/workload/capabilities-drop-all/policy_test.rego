package touchstone.workload["capabilities-drop-all_test"]

import data.touchstone.workload["capabilities-drop-all"] as check

_workload(capabilities) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {}},
	"containers": [{
		"name": "redis",
		"type": "container",
		"path": ["spec", "containers", 0],
		"securityContext": {"capabilities": capabilities},
	}],
}

_dropped(deviation) := {
	"path": ["spec", "containers", 0, "securityContext", "capabilities", "drop"],
	"details": {"type": "container", "container": "redis", "deviation": deviation},
	"fix": {"set": ["ALL"]},
}

_added(index, deviation) := {
	"path": ["spec", "containers", 0, "securityContext", "capabilities", "add", index],
	"details": {"type": "container", "container": "redis", "deviation": deviation},
	"fix": {"remove": true},
}

test_each_added_capability_is_a_failure_of_its_own if {
	check.fail == {
		_dropped("does not drop ALL capabilities"),
		_added(1, "adds the capability SYS_ADMIN"),
		_added(2, "adds the capability CHOWN"),
	} with input as _workload({"drop": ["NET_RAW"], "add": ["NET_BIND_SERVICE", "SYS_ADMIN", "CHOWN"]})
		with data.touchstone.parameters as {"workload/capabilities-drop-all": {"allowed": ["NET_BIND_SERVICE"]}}
}

test_without_the_parameter_nothing_is_allowed if {
	check.fail == {_added(0, "adds the capability NET_BIND_SERVICE")} with input as _workload({
		"drop": ["ALL"],
		"add": ["NET_BIND_SERVICE"],
	})
}

test_what_is_not_a_name_is_said_to_be_none if {
	check.fail == {_added(0, "adds the capability (not a name)")} with input as _workload({"drop": ["ALL"], "add": [8]})
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
