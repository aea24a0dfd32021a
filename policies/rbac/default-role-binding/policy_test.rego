package touchstone.rbac["default-role-binding_test"]

import data.touchstone.rbac["default-role-binding"] as check

_binding(names) := {
	"kind": "RoleBinding",
	"default": false,
	"scope": "agents",
	"role": {"kind": "ClusterRole", "namespace": "", "name": "edit", "default": true, "clusterAdmin": false},
	"subjects": [{"kind": "ServiceAccount", "text": "ServiceAccount agents/pool", "path": ["subjects", 0]}],
	"grants": [{"verbs": ["get"], "apiGroups": [""], "resources": ["secrets"], "resourceNames": names}],
}

test_a_right_to_named_objects_is_no_broad_one if {
	count(check.fail) == 1 with input as _binding([])
	check.fail == set() with input as _binding(["postgres"])
}
