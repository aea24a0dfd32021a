package touchstone.workload["host-users_test"]

import data.touchstone.workload["host-users"] as check

_pod := {
	"pod": {"spec": {}, "path": ["spec"]},
	"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0]}],
}

test_user_namespaces_are_asked_for_from_the_version_that_has_them_on if {
	count(check.not_applicable) == 0 with input as _pod with data.touchstone.target.kubernetes.minor as 33
	count(check.fail) == 1 with input as _pod with data.touchstone.target.kubernetes.minor as 33
	count(check.not_applicable) == 1 with input as _pod with data.touchstone.target.kubernetes.minor as 32
}
