package touchstone.secrets["credentials-in-url_test"]

import data.touchstone.secrets["credentials-in-url"] as check

test_the_address_is_in_no_detail if {
	check.fail == {
		{
			"path": ["spec", "containers", 0, "env", 0, "value"],
			"details": {"where": "variable NATS_URL of container agent"},
		},
		{"path": ["spec", "containers", 0, "args", 0], "details": {"where": "args of container agent"}},
	} with input as {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {}},
		"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0], "env": [{"name": "NATS_URL", "value": "nats://agent:hunter2@nats:4222"}], "args": ["nats://agent:hunter2@nats:4222"]}],
	}
}

test_a_key_of_a_config_map_is_named if {
	check.fail == {{"path": ["data", "NATS_URL"], "details": {"where": "key NATS_URL of the ConfigMap"}}} with input as {
		"apiVersion": "v1",
		"kind": "ConfigMap",
		"data": {"NATS_URL": "nats://agent:hunter2@nats:4222"},
	}
}
