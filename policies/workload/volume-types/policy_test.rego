package touchstone.workload["volume-types_test"]

import data.touchstone.workload["volume-types"] as check

test_the_type_is_blamed_in_its_place if {
	check.fail == {
		{
			"path": ["spec", "volumes", 1, "nfs"],
			"details": {"volume": "dumps", "volumeType": "nfs"},
		},
		{
			"path": ["spec", "volumes", 2],
			"details": {"volume": "#2", "volumeType": "unknown"},
		},
	} with input as {
		"kind": "Pod",
		"pod": {
			"path": ["spec"],
			"spec": {"volumes": [
				{"name": "tmp", "emptyDir": {}},
				{"name": "dumps", "nfs": {"server": "nfs.example.com"}},
				"data",
			]},
		},
		"containers": [{"name": "dump", "type": "container", "path": ["spec", "containers", 0]}],
	}
}
