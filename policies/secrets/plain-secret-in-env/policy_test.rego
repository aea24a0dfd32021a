package touchstone.secrets["plain-secret-in-env_test"]

import data.touchstone.secrets["plain-secret-in-env"] as check

test_the_value_is_in_no_detail if {
	check.fail == {{
		"path": ["spec", "containers", 0, "env", 0, "value"],
		"details": {"where": "container agent", "variable": "NATS_PASSWORD"},
	}} with input as {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {}},
		"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0], "env": [{"name": "NATS_PASSWORD", "value": "hunter2"}]}],
	}
}
