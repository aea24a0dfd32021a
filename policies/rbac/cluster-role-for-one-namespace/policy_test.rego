package touchstone.rbac["cluster-role-for-one-namespace_test"]

import data.touchstone.rbac["cluster-role-for-one-namespace"] as check

_role(count_of_bindings) := {
	"kind": "ClusterRole",
	"default": false,
	"aggregated": false,
	"aggregatesTo": [],
	"bindings": [{"kind": "RoleBinding", "namespace": "agents", "name": "pool", "scope": "agents"}],
	"bindingCount": count_of_bindings,
}

test_one_namespace_is_only_told_when_all_bindings_are_known if {
	count(check.fail) == 1 with input as _role(1)
	check.fail == set() with input as _role(21)
}
