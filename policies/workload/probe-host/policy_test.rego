package touchstone.workload["probe-host_test"]

import data.touchstone.workload["probe-host"] as check

test_each_host_is_a_failure_of_its_own if {
	check.fail == {
		{
			"path": ["spec", "containers", 0, "livenessProbe", "httpGet", "host"],
			"details": {"type": "container", "container": "agent", "handler": "livenessProbe", "host": "localhost"},
		},
		{
			"path": ["spec", "containers", 0, "lifecycle", "preStop", "tcpSocket", "host"],
			"details": {"type": "container", "container": "agent", "handler": "preStop", "host": "10.0.0.1"},
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
