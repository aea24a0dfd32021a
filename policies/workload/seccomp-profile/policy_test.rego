package touchstone.workload["seccomp-profile_test"]

import data.touchstone.workload["seccomp-profile"] as check

_workload(pod_context, container_context) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {"securityContext": pod_context}},
	"containers": [{
		"name": "agent",
		"type": "container",
		"path": ["spec", "containers", 0],
		"securityContext": container_context,
	}],
}

test_the_pod_is_blamed_for_what_it_sets if {
	check.fail == {{
		"path": ["spec", "securityContext", "seccompProfile", "type"],
		"details": {"where": "the pod", "profile": "Unconfined"},
		"fix": {"set": "RuntimeDefault"},
	}} with input as _workload({"seccompProfile": {"type": "Unconfined"}}, {})
}

test_the_container_is_blamed_for_what_neither_sets if {
	check.fail == {{
		"path": ["spec", "containers", 0, "securityContext", "seccompProfile"],
		"details": {"where": "container agent", "profile": "not set"},
		"fix": {"path": ["spec", "securityContext", "seccompProfile"], "set": {"type": "RuntimeDefault"}},
	}} with input as _workload({}, {})
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
