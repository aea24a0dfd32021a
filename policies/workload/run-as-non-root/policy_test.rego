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

_pod_path := ["spec", "template", "spec", "securityContext", "runAsNonRoot"]

test_the_pod_is_blamed_for_what_it_sets if {
	check.fail == {{
		"path": ["spec", "template", "spec", "securityContext", "runAsNonRoot"],
		"details": {"where": "the pod", "value": false},
		"fix": {"path": _pod_path, "set": true},
	}} with input as _workload({"runAsNonRoot": false}, {})
}

test_the_container_is_blamed_for_what_neither_sets if {
	check.fail == {{
		"path": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
		"details": {"where": "container orchestrator", "value": "not set"},
		"fix": {"path": _pod_path, "set": true},
	}} with input as _workload({}, {})
}

test_both_are_blamed_when_both_are_wrong if {
	check.fail == {
		{
			"path": ["spec", "template", "spec", "securityContext", "runAsNonRoot"],
			"details": {"where": "the pod", "value": false},
			"fix": {"path": _pod_path, "set": true},
		},
		{
			"path": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
			"details": {"where": "container orchestrator", "value": "\"true\""},
			"fix": {
				"path": ["spec", "template", "spec", "containers", 0, "securityContext", "runAsNonRoot"],
				"set": true,
			},
		},
	} with input as _workload({"runAsNonRoot": false}, {"runAsNonRoot": "true"})
}

_fixes(workload) := fixes if {
	failures := check.fail with input as workload
	count(failures) == 1
	fixes := {failure.fix | some failure in failures}
}

test_who_says_that_it_is_root_has_to_choose_a_user_first if {
	_fixes(_workload({"runAsUser": 0}, {})) == set()
	_fixes(_workload({}, {"runAsUser": 0})) == set()
	_fixes(_workload({"runAsNonRoot": false}, {"runAsUser": 0})) == set()
	count(_fixes(_workload({"runAsUser": 10001}, {}))) == 1
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
