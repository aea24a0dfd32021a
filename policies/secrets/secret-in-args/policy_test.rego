package touchstone.secrets["secret-in-args_test"]

import data.touchstone.secrets["secret-in-args"] as check

test_the_value_is_in_no_detail if {
	check.fail == {
		{
			"path": ["spec", "containers", 0, "args", 0],
			"details": {"where": "container agent", "list": "args", "flag": "--password"},
		},
		{
			"path": ["spec", "containers", 0, "args", 1],
			"details": {"where": "container agent", "list": "args", "flag": "--token"},
		},
	} with input as {
		"kind": "Pod",
		"pod": {"path": ["spec"], "spec": {}},
		"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0], "args": ["--password=hunter2", "--token", "hunter3"]}],
	}
}
