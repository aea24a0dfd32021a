package touchstone.workload["probe-host_test"]

import data.touchstone.workload["probe-host"] as check

test_each_host_is_a_failure_of_its_own if {
	check.fail == {
		{
			"path": ["spec", "containers", 0, "livenessProbe", "httpGet", "host"],
			"details": {"type": "container", "container": "agent", "handler": "livenessProbe", "host": "localhost"},
			"fix": {"remove": true},
		},
		{
			"path": ["spec", "containers", 0, "lifecycle", "preStop", "tcpSocket", "host"],
			"details": {"type": "container", "container": "agent", "handler": "preStop", "host": "10.0.0.1"},
			"fix": {"remove": true},
		},
	} with input as {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {}},
		"containers": [{
			"name": "agent",
			"type": "container",
			"path": ["spec", "containers", 0],
			"livenessProbe": {"httpGet": {"port": 8080, "host": "localhost"}},
			"lifecycle": {"preStop": {"tcpSocket": {"port": 8080, "host": "10.0.0.1"}}},
		}],
	}
}

_pod(probe) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {}},
	"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0], "livenessProbe": probe}],
}

test_a_host_is_held_against_a_pod_from_1_34_on if {
	agent := _pod({"tcpSocket": {"port": 8080, "host": "10.0.0.1"}})
	check.not_applicable == {"Kubernetes before 1.34 lets handlers name a host"} with input as agent
		with data.touchstone.target.kubernetes.minor as 33
	count(check.not_applicable) == 0 with input as agent with data.touchstone.target.kubernetes.minor as 34
	count(check.fail) == 1 with input as agent with data.touchstone.target.kubernetes.minor as 34
}

test_a_pod_that_names_no_host_passes_in_every_version if {
	agent := _pod({"tcpSocket": {"port": 8080}})
	every minor in [24, 33, 34] {
		count(check.fail) == 0 with input as agent with data.touchstone.target.kubernetes.minor as minor
		count(check.not_applicable) == 0 with input as agent with data.touchstone.target.kubernetes.minor as minor
	}
}
