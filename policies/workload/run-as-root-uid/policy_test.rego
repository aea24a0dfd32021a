package touchstone.workload["run-as-root-uid_test"]

import data.touchstone.workload["run-as-root-uid"] as check

test_a_user_namespace_counts_from_1_35_on if {
	builder := {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {"hostUsers": false}},
		"containers": [{
			"name": "builder",
			"type": "container",
			"path": ["spec", "containers", 0],
			"securityContext": {"runAsUser": 0},
		}],
	}
	count(check.fail) == 1 with input as builder with data.touchstone.target.kubernetes.minor as 34
	count(check.fail) == 0 with input as builder with data.touchstone.target.kubernetes.minor as 35
	count(check.fail) == 0 with input as builder
}
