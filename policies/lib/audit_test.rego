package touchstone.lib.audit_test

import data.touchstone.lib.audit

_policy(rules) := {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "rules": rules}

_level(rules, verb, group, resource) := level if {
	level := audit.level(audit.request(verb, group, resource)) with input as _policy(rules)
}

_core(resources) := [{"group": "", "resources": resources}]

test_the_first_rule_that_matches_decides if {
	rules := [{"level": "Metadata", "resources": _core(["secrets"])}, {"level": "Request"}, {"level": "None"}]
	_level(rules, "get", "", "secrets") == "Metadata"
	_level(rules, "get", "", "pods") == "Request"
}

test_what_no_rule_matches_is_not_recorded if {
	_level([{"level": "Request", "resources": _core(["secrets"])}], "get", "apps", "deployments") == "None"
}

test_a_rule_without_a_group_is_about_the_core if {
	_level([{"level": "Request", "resources": [{"resources": ["secrets"]}]}], "get", "", "secrets") == "Request"
	_level([{"level": "Request", "resources": [{"resources": ["secrets"]}]}], "get", "apps", "secrets") == "None"
}

test_a_group_without_resources_means_all_of_it if {
	rules := [{"level": "Request", "resources": [{"group": "apps"}]}]
	_level(rules, "get", "apps", "deployments/status") == "Request"
	_level(rules, "get", "", "pods") == "None"
}

test_resources_and_subresources if {
	every case in [
		["pods", "pods", true],
		["pods", "pods/exec", false],
		["pods/exec", "pods/exec", true],
		["pods/*", "pods/exec", true],
		["pods/*", "pods", true],
		["*/exec", "pods/exec", true],
		["*/exec", "pods", false],
		["*", "pods/exec", true],
		["nodes/*", "pods/exec", false],
	] {
		_matches(case[0], case[1]) == case[2]
	}
}

_matches(rule, asked) := _level([{"level": "Request", "resources": _core([rule])}], "get", "", asked) == "Request"

test_verbs_take_no_wildcard if {
	_level([{"level": "Request", "verbs": ["*"]}], "get", "", "pods") == "None"
	_level([{"level": "Request", "verbs": ["get"]}], "get", "", "pods") == "Request"
}

test_users_groups_and_namespaces_narrow_a_rule if {
	every narrow in [{"users": ["agent"]}, {"userGroups": ["system:masters"]}, {"namespaces": ["agents"]}] {
		rule := object.union({"level": "Request"}, narrow)
		_level([rule], "get", "", "pods") == "None"
		some asked in audit.as_meant(rule, "get", "", "pods")
		audit.level(asked) == "Request" with input as _policy([rule])
	}
	_level([{"level": "Request", "userGroups": ["system:authenticated"]}], "get", "", "pods") == "Request"
}

test_names_narrow_resources if {
	rule := {"level": "Request", "resources": [{"group": "", "resources": ["secrets"], "resourceNames": ["redis"]}]}
	_level([rule], "get", "", "secrets") == "None"
	some asked in audit.as_meant(rule, "get", "", "secrets")
	audit.level(asked) == "Request" with input as _policy([rule])
}

test_addresses_are_no_resources if {
	_level([{"level": "Request", "nonResourceURLs": ["*"]}], "get", "", "pods") == "None"
}

test_a_sound_policy_has_no_faults if {
	count(audit.faults) == 0 with input as _policy([{"level": "Metadata", "omitStages": ["RequestReceived"]}])
}

test_whatever_the_server_would_refuse_is_a_fault if {
	every rules in [
		null, [], "x", {}, ["Metadata"], [{}], [{"level": "metadata"}], [{"level": 1}], [{"level": null}],
		[{"level": "Metadata", "verbs": "get"}], [{"level": "Metadata", "users": [1]}], [{"level": "Metadata", "user": []}],
		[{"level": "Metadata", "resources": ["secrets"]}], [{"level": "Metadata", "resources": [{"group": 1}]}],
		[{"level": "Metadata", "omitStages": ["End"]}], [{"level": "Metadata", "omitStages": "Panic"}],
		[{"level": "Metadata", "resources": [{"group": "", "resourceNames": ["a"]}]}],
		[{"level": "Metadata", "namespaces": ["a"], "nonResourceURLs": ["/healthz"]}],
	] {
		count(audit.faults) > 0 with input as _policy(rules)
		count(audit.unjudged) > 0 with input as _policy(rules)
	}
}
