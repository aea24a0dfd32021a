package touchstone.workload["privilege-escalation_test"]

import data.touchstone.workload["privilege-escalation"] as check

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
