package touchstone.lib.access_test

import data.touchstone.lib.access

_rule(verbs, groups, resources) := {
	"path": ["rules", 0],
	"verbs": verbs,
	"apiGroups": groups,
	"resources": resources,
	"resourceNames": [],
	"nonResourceURLs": [],
}

_binding(scope) := {"kind": "RoleBinding", "namespace": scope, "name": "orchestrator", "scope": scope}

_role(fields) := object.union({"kind": "ClusterRole", "metadata": {"name": "orchestrator", "namespace": ""}}, fields)

test_a_rule_grants_what_it_names if {
	rule := _rule(["get"], ["apps"], ["deployments"])
	access.grants(rule, "get", "apps", "deployments")
	not access.grants(rule, "list", "apps", "deployments")
	not access.grants(rule, "get", "", "deployments")
	not access.grants(rule, "get", "apps", "deployments/scale")
}

test_wildcards_grant_everything_of_their_list if {
	access.grants(_rule(["*"], [""], ["pods"]), "escalate", "", "pods")
	access.grants(_rule(["get"], ["*"], ["pods"]), "get", "metrics.k8s.io", "pods")
	access.grants(_rule(["get"], [""], ["*"]), "get", "", "pods/exec")
}

test_a_wildcard_before_a_subresource_is_for_that_subresource_only if {
	rule := _rule(["create"], [""], ["*/exec"])
	access.grants(rule, "create", "", "pods/exec")
	not access.grants(rule, "create", "", "pods/attach")
	not access.grants(rule, "create", "", "pods")
	not access.grants(_rule(["create"], [""], ["pods/*"]), "create", "", "pods/exec")
}

test_resource_names_narrow_a_rule if {
	rule := _rule(["get"], [""], ["secrets"])
	named := object.union(rule, {"resourceNames": ["postgres"]})
	access.unnamed(["get"], "", ["secrets"]) == [rule] with input as {"rules": [rule, named]}
	access.held(["get"], [{"group": "", "resources": ["secrets"]}]) == [{"rule": rule, "resources": "secrets"}] with input as {"rules": [
		rule,
		named,
	]}
}

test_a_rule_for_several_groups_is_held_once if {
	rule := _rule(["create"], ["batch", "apps", ""], ["pods", "jobs", "deployments"])
	held := access.held(["create"], access.pods_and_owners) with input as {"rules": [rule]}
	held == [{"rule": rule, "resources": "pods, deployments and jobs"}]
}

test_a_rule_without_any_resource_in_its_groups_holds_nothing if {
	access.held(["create"], access.pods_and_owners) == [] with input as {"rules": [_rule(["create"], ["batch"], ["pods"])]}
}

test_texts_are_joined_and_cut if {
	access.several([], "") == ""
	access.several(["pods"], "") == "pods"
	access.several(["pods", "jobs"], "") == "pods and jobs"
	access.several(["a", "b", "c", "d"], "") == "a, b, c and d"
	access.several(["a", "b", "c", "d", "e"], "") == "a, b, c and 2 more"
	access.several(["a", "*"], "every verb") == "every verb"
}

test_who_has_a_role if {
	access.subjects == "nobody yet" with input as _role({"subjects": [], "subjectCount": 0})
	access.subjects == "nobody yet" with input as _role({})
	access.subjects == "User jane" with input as _role({"subjects": ["User jane"], "subjectCount": 1})
	access.subjects == "User ann and User jane" with input as _role({"subjects": ["User ann", "User jane"], "subjectCount": 2})
	access.subjects == "User ann and 29 others" with input as _role({"subjects": ["User ann", "User jane"], "subjectCount": 30})
}

test_where_a_role_holds if {
	access.where == "in namespace agents" with input as {"kind": "Role", "metadata": {"name": "pool", "namespace": "agents"}}
	access.where == "in every namespace" with input as _role({"bindings": []})
	access.where == "in every namespace" with input as _role({"bindings": [_binding("agents"), _binding("")]})
	access.where == "in namespace agents" with input as _role({"bindings": [_binding("agents"), _binding("agents")]})
	access.where == "in 2 namespaces" with input as _role({"bindings": [_binding("agents"), _binding("nats")]})
}

test_a_role_that_others_take_in_or_with_more_bindings_than_are_told_may_hold_everywhere if {
	access.is_cluster_wide with input as _role({"bindings": [_binding("agents")], "aggregatesTo": ["view"]})
	access.is_cluster_wide with input as _role({"bindings": [_binding("agents")], "bindingCount": 21})
	not access.is_cluster_wide with input as _role({"bindings": [_binding("agents")], "bindingCount": 1})
}

test_a_role_without_bindings_is_judged_by_its_text_alone if {
	input_of_admission := _role({"rules": [_rule(["get"], [""], ["secrets"])]})
	access.reaches("kube-system") with input as input_of_admission
	count(access.unnamed(["get"], "", ["secrets"])) == 1 with input as input_of_admission
}

test_get_opens_connections_into_pods_up_to_1_34 if {
	access.connect_verbs == ["create", "get"] with data.touchstone.target.kubernetes.minor as 34
	access.connect_verbs == ["create"] with data.touchstone.target.kubernetes.minor as 35
	access.connect_verbs == ["create"]
}

test_roles_of_kubernetes_and_of_other_roles_are_left_alone if {
	access.no_role == "Kubernetes makes this role itself" with input as _role({"default": true, "rules": []})
	access.no_role == "its rules are those of other roles, which are judged themselves" with input as _role({
		"default": false,
		"aggregated": true,
		"rules": [],
	})
	not access.no_role with input as _role({"default": false, "aggregated": true, "rules": [_rule(["get"], [""], ["pods"])]})
	access.no_role == "the object is no role" with input as {"kind": "Service"}
}
