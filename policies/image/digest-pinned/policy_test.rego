package touchstone.image["digest-pinned_test"]

import data.touchstone.image["digest-pinned"] as check

test_containers_and_volumes_are_blamed_in_their_place if {
	check.fail == {
		{
			"path": ["spec", "initContainers", 0, "image"],
			"details": {"where": "init container migrate", "image": "orchestrator:1.8.0"},
		},
		{
			"path": ["spec", "containers", 0, "image"],
			"details": {"where": "container agent", "image": "not set"},
		},
		{
			"path": ["spec", "volumes", 1, "image", "reference"],
			"details": {"where": "volume model", "image": "model:4"},
		},
	} with input as {
		"kind": "Pod",
		"pod": {
			"path": ["spec"],
			"spec": {"volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "model", "image": {"reference": "model:4"}}]},
		},
		"containers": [
			{"name": "migrate", "type": "init", "path": ["spec", "initContainers", 0], "image": "orchestrator:1.8.0"},
			{"name": "agent", "type": "container", "path": ["spec", "containers", 0]},
		],
	}
}
