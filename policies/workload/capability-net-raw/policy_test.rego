package touchstone.workload["capability-net-raw_test"]

import data.touchstone.workload["capability-net-raw"] as check

_path := ["spec", "containers", 0, "securityContext", "capabilities", "drop"]

_fixes(capabilities) := fixes if {
	failures := check.fail with input as {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {}},
		"containers": [{
			"name": "redis",
			"type": "container",
			"path": ["spec", "containers", 0],
			"securityContext": {"capabilities": capabilities},
		}],
	}
	fixes := {failure.fix | some failure in failures}
}

test_what_is_dropped_already_stays_so if {
	_fixes({}) == {{"set": ["NET_RAW"]}}
	_fixes({"drop": []}) == {{"set": ["NET_RAW"]}}
	_fixes({"drop": ["KILL", "CHOWN"]}) == {{"path": array.concat(_path, [2]), "set": "NET_RAW"}}
}

test_what_is_added_goes if _fixes({"drop": ["ALL"], "add": ["NET_RAW"]}) == {{"remove": true}}
