package touchstone.workload["proc-mount-default_test"]

import data.touchstone.workload["proc-mount-default"] as check

test_a_user_namespace_counts_in_no_version if {
	builder := {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {"hostUsers": false}},
		"containers": [{
			"name": "builder",
			"type": "container",
			"path": ["spec", "containers", 0],
			"securityContext": {"procMount": "Unmasked"},
		}],
	}
	every minor in [24, 34, 35, 37] {
		count(check.fail) == 1 with input as builder with data.touchstone.target.kubernetes.minor as minor
	}
}
