# METADATA
# description: >-
#   What the API server's audit policy records of a request. The first rule that matches decides; a request that none
#   matches is not recorded. A policy that the API server would refuse shows nothing.
package touchstone.lib.audit

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: Why a check of what is recorded has nothing to say of an object.
unjudged contains manifests.other_than("audit.k8s.io", "Policy")

unjudged contains "the API server does not take the policy (audit/invalid-policy)" if {
	manifests.is("audit.k8s.io", "Policy")
	count(faults) > 0
}

_amounts := {"None": 0, "Metadata": 1, "Request": 2, "RequestResponse": 3}

_stages := {"Panic", "RequestReceived", "ResponseComplete", "ResponseStarted"}

# METADATA
# description: >-
#   A request as somebody makes it who is nobody in particular, in a namespace that no rule names. A resource may have a
#   subresource behind a slash.
request(verb, group, resource) := {
	"verb": verb,
	"group": group,
	"resource": resource,
	"user": "touchstone:somebody",
	"groups": {"system:authenticated"},
	"namespace": "touchstone-somewhere",
	"name": "touchstone-something",
}

# METADATA
# description: The same request by whom, where and of what the rule means; one for each user, group, namespace and name of it.
as_meant(rule, verb, group, resource) := {asked |
	some user in _or(rule, "users", "touchstone:somebody")
	some of_group in _or(rule, "userGroups", "system:authenticated")
	some namespace in _or(rule, "namespaces", "touchstone-somewhere")
	some name in _names(rule)
	asked := object.union(request(verb, group, resource), {
		"user": user,
		"groups": {of_group},
		"namespace": namespace,
		"name": name,
	})
}

_or(rule, field, otherwise) := list if {
	list := values.field(rule, field)
	is_array(list)
	count(list) > 0
}

else := [otherwise]

_names(rule) := {"touchstone-something"} | {name |
	some entry in values.entries(values.field(rule, "resources"))
	some name in values.entries(values.field(entry, "resourceNames"))
}

# METADATA
# description: The number of the rule that decides; undefined when none does.
decides(asked) := min([index | some index, rule in input.rules; _matches(rule, asked)])

# METADATA
# description: What is recorded of a request.
level(asked) := input.rules[index].level if index := decides(asked)

else := "None"

# METADATA
# description: Whether as much is recorded of a request, or more.
reaches(asked, least) if _amounts[level(asked)] >= _amounts[least]

# METADATA
# description: Where it is said what is recorded of a request.
path(asked) := ["rules", index] if index := decides(asked)

else := ["rules"]

_matches(rule, asked) if {
	_holds(rule, "users", {asked.user})
	_holds(rule, "userGroups", asked.groups)
	_holds(rule, "verbs", {asked.verb})
	_holds(rule, "namespaces", {asked.namespace})
	_means_resource(rule, asked)
}

# A list that is empty means everything.
_holds(rule, field, wanted) if {
	list := values.entries(values.field(rule, field))
	some one in list
	one in wanted
}

_holds(rule, field, _) if count(values.entries(values.field(rule, field))) == 0

_means_resource(rule, asked) if {
	some entry in values.entries(values.field(rule, "resources"))
	_group(entry) == asked.group
	_entry_means(entry, asked)
}

_means_resource(rule, _) if {
	count(values.entries(values.field(rule, "resources"))) == 0
	not _is_about_urls(rule)
}

_is_about_urls(rule) if {
	count(values.entries(values.field(rule, "nonResourceURLs"))) > 0
	count(values.entries(values.field(rule, "namespaces"))) == 0
}

_group(entry) := group if {
	group := values.field(entry, "group")
	is_string(group)
}

else := ""

_entry_means(entry, _) if count(values.entries(values.field(entry, "resources"))) == 0

_entry_means(entry, asked) if {
	some resource in values.entries(values.field(entry, "resources"))
	_resource_is(resource, asked.resource)
	_holds(entry, "resourceNames", {asked.name})
}

_resource_is("*", _)

_resource_is(resource, wanted) if resource == wanted

_resource_is(resource, wanted) if {
	startswith(resource, "*/")
	[_, subresource] := split(wanted, "/")
	trim_prefix(resource, "*/") == subresource
}

_resource_is(resource, wanted) if {
	endswith(resource, "/*")
	trim_suffix(resource, "/*") == split(wanted, "/")[0]
}

# METADATA
# description: What the API server would refuse, or drop without a word; each with its place.
faults contains {"path": ["apiVersion"], "problem": "its apiVersion is not audit.k8s.io/v1"} if {
	input.apiVersion != "audit.k8s.io/v1"
}

faults contains {"path": ["rules"], "problem": "it has no list of rules"} if not _has_rules

faults contains {"path": [field], "problem": concat(" ", ["it has no field", field])} if {
	some field, _ in input
	not field in {"apiVersion", "kind", "metadata", "omitManagedFields", "omitStages", "rules"}
}

faults contains {"path": ["omitStages"], "problem": "omitStages is no list of stages"} if not _are_stages(input)

faults contains {"path": ["rules", index], "problem": problem} if {
	some index, rule in values.entries(values.field(input, "rules"))
	some problem in _rule_faults(rule)
}

_has_rules if {
	is_array(input.rules)
	count(input.rules) > 0
}

_rule_faults(rule) := {"a rule is no object"} if not is_object(rule)

else := {problem | some problem in array.concat(_unknown_fields(rule), _wrong_fields(rule))}

_rule_fields := {
	"level", "namespaces", "nonResourceURLs", "omitManagedFields", "omitStages", "resources", "userGroups", "users",
	"verbs",
}

_unknown_fields(rule) := [concat(" ", ["a rule has no field", field]) |
	some field, _ in rule
	not field in _rule_fields
]

_wrong_fields(rule) := array.concat(
	[concat(" ", [field, "is no list of texts"]) |
		some field in ["namespaces", "nonResourceURLs", "userGroups", "users", "verbs"]
		not _are_texts(values.field(rule, field))
	],
	[problem | some problem in _other_faults(rule)],
)

_other_faults(rule) := {problem |
	some problem, is_so in {
		"its level is none of None, Metadata, Request and RequestResponse": _is_not(_has_level(rule)),
		"omitStages is no list of stages": _is_not(_has_stages(rule)),
		"resources is no list of groups and resources": _is_not(_has_resources(rule)),
		"it is about resources and about other addresses at once": _is_mixed(rule),
	}
	is_so
}

_is_not(value) := value == false

default _has_level(_) := false

_has_level(rule) if {
	is_string(rule.level)
	_amounts[rule.level] >= 0
}

default _has_stages(_) := false

_has_stages(rule) if _are_stages(rule)

default _has_resources(_) := false

_has_resources(rule) if values.field(rule, "resources") == null

_has_resources(rule) if {
	is_array(rule.resources)
	every entry in rule.resources {
		_is_resource(entry)
	}
}

default _is_mixed(_) := false

_is_mixed(rule) if {
	count(values.entries(values.field(rule, "nonResourceURLs"))) > 0
	some field in ["namespaces", "resources"]
	count(values.entries(values.field(rule, field))) > 0
}

_is_resource(entry) if {
	is_object(entry)
	object.keys(entry) - {"group", "resourceNames", "resources"} == set()
	_is_text_or_nothing(values.field(entry, "group"))
	_are_texts(values.field(entry, "resources"))
	_are_texts(values.field(entry, "resourceNames"))
	_names_only_with_resources(entry)
}

_names_only_with_resources(entry) if count(values.entries(values.field(entry, "resourceNames"))) == 0

_names_only_with_resources(entry) if count(values.entries(values.field(entry, "resources"))) > 0

_is_text_or_nothing(null)

_is_text_or_nothing(value) if is_string(value)

_are_texts(null)

_are_texts(value) if {
	is_array(value)
	every text in value {
		is_string(text)
	}
}

_are_stages(holder) if {
	stages := values.field(holder, "omitStages")
	_are_texts(stages)
	every stage in values.entries(stages) {
		stage in _stages
	}
}
