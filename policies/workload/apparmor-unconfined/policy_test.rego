package touchstone.workload["apparmor-unconfined_test"]

import data.touchstone.workload["apparmor-unconfined"] as check

_annotation := "container.apparmor.security.beta.kubernetes.io/dump"

test_the_annotation_of_the_pod_template_is_blamed if {
	check.fail == {{
		"path": ["spec", "jobTemplate", "spec", "template", "metadata", "annotations", _annotation],
		"details": {"where": "container dump (by annotation)", "profile": "unconfined"},
		"fix": {"remove": true},
	}} with input as {
		"kind": "CronJob",
		"pod": {
			"path": ["spec", "jobTemplate", "spec", "template", "spec"],
			"metadataPath": ["spec", "jobTemplate", "spec", "template", "metadata"],
			"metadata": {"annotations": {_annotation: "unconfined"}},
			"spec": {},
		},
		"containers": [{
			"name": "dump",
			"type": "container",
			"path": ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0],
		}],
	}
}
