package touchstone.workload["run-as-non-root_test"]

import data.touchstone.workload["run-as-non-root"] as check

_workload(pod_context, container_context) := {
	"kind": "Deployment",
	"pod": {"path": ["spec", "template", "spec"], "spec": {"securityContext": pod_context}},
	"containers": [{
		"name": "orchestrator",
		"type": "container",
		"path": ["spec", "template", "spec", "containers", 0],
		"securityContext": container_context,
	}],
}

test_the_pod_is_blamed_for_what_it_sets if {
	check.fail == {{
		"path": ["spec", "template", "spec", "securityContext", "runAsNonRoot"],
		"details": {"where": "the pod", "value": false},
	}} with input as _workload({"runAsNonRoot": false}, {})
}

test_the_container_is_blamed_for_what_neither_sets if {
	check.fail == {{
		"path": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
		"details": {"where": "container orchestrator", "value": "not set"},
	}} with input as _workload({}, {})
}

test_both_are_blamed_when_both_are_wrong if {
	check.fail == {
		{
			"path": ["spec", "template", "spec", "securityContext", "runAsNonRoot"],
			"details": {"where": "the pod", "value": false},
		},
		{
			"path": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
			"details": {"where": "container orchestrator", "value": "\"true\""},
		},
	} with input as _workload({"runAsNonRoot": false}, {"runAsNonRoot": "true"})
}

test_a_user_namespace_counts_from_1_35_on if {
	builder := {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {"hostUsers": false}},
		"containers": [{
			"name": "builder",
			"type": "container",
			"path": ["spec", "containers", 0],
			"securityContext": {"runAsNonRoot": false},
		}],
	}
	count(check.fail) == 1 with input as builder with data.touchstone.target.kubernetes.minor as 34
	count(check.fail) == 0 with input as builder with data.touchstone.target.kubernetes.minor as 35
	count(check.fail) == 0 with input as builder
}

test_a_user_namespace_counts_from_1_35_on_where_nothing_is_set if {
	builder := {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {"hostUsers": false}},
		"containers": [{"name": "builder", "type": "container", "path": ["spec", "containers", 0]}],
	}
	count(check.fail) == 1 with input as builder with data.touchstone.target.kubernetes.minor as 34
	count(check.fail) == 0 with input as builder with data.touchstone.target.kubernetes.minor as 35
}
