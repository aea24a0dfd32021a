package touchstone.workload["selinux-options_test"]

import data.touchstone.workload["selinux-options"] as check

_pod(options) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {"securityContext": {"seLinuxOptions": options}}},
	"containers": [{"name": "builder", "type": "container", "path": ["spec", "containers", 0]}],
}

test_container_engine_t_is_allowed_from_1_31_on if {
	engine := _pod({"type": "container_engine_t"})
	check.fail == {{
		"path": ["spec", "securityContext", "seLinuxOptions", "type"],
		"details": {"where": "the pod", "option": "type", "value": "container_engine_t"},
		"fix": {"remove": true},
	}} with input as engine with data.touchstone.target.kubernetes.minor as 30
	count(check.fail) == 0 with input as engine with data.touchstone.target.kubernetes.minor as 31
	count(check.fail) == 0 with input as engine
}

test_the_other_types_are_allowed_in_every_version if {
	every type in ["container_t", "container_init_t", "container_kvm_t", "", null] {
		count(check.fail) == 0 with input as _pod({"type": type}) with data.touchstone.target.kubernetes.minor as 24
	}
}

test_nothing_else_is_allowed_in_any_version if {
	every options in [{"type": "spc_t"}, {"type": ["container_t"]}, {"user": "container_t"}, {"role": 31}] {
		count(check.fail) == 1 with input as _pod(options)
	}
}
