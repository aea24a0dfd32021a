# METADATA
# description: >-
#   What roles allow, and who has it, for checks of RBAC. A rule is judged in the role that says it; bindings to roles that
#   Kubernetes makes have one check for all of it, rbac/default-role-binding. A role that nobody has is judged like any
#   other, because the next binding gives it away. A wildcard fails every check of what it allows: none of them may say that
#   all is well.
package touchstone.lib.access

import data.touchstone.lib.target

# METADATA
# description: The reason why a check of what roles allow has nothing to say of an object.
no_role := "the object is no role" if not input.kind in ["ClusterRole", "Role"]

else := "Kubernetes makes this role itself" if input.default

else := "its rules are those of other roles, which are judged themselves" if {
	input.aggregated
	input.rules == []
}

# METADATA
# description: The reason why a check of bindings has nothing to say of an object.
no_binding := "the object is no binding" if not input.kind in ["ClusterRoleBinding", "RoleBinding"]

else := "Kubernetes makes this binding itself" if input.default

# METADATA
# description: The reason why a check of what workloads may do has nothing to say of an object.
no_workload := "the object runs no pods" if not input.pods

# METADATA
# description: >-
#   Whether a rule allows the verb on the resource, which is named with its subresource: pods/exec. Names of objects are
#   left aside.
grants(rule, verb, group, resource) if {
	_has(rule.apiGroups, group)
	_has(rule.verbs, verb)
	_covers(rule.resources, resource)
}

# METADATA
# description: The API group of roles and bindings.
rbac_group := "rbac.authorization.k8s.io"

# METADATA
# description: What pods are made of, and their owners.
pods_and_owners := [
	{"group": "", "resources": ["pods", "replicationcontrollers"]},
	{"group": "apps", "resources": ["daemonsets", "deployments", "replicasets", "statefulsets"]},
	{"group": "batch", "resources": ["cronjobs", "jobs"]},
]

# METADATA
# description: The resources of roles that a role can be about.
role_resources := ["clusterroles", "roles"] if is_cluster_wide

else := ["roles"]

# METADATA
# description: >-
#   The verbs that open a connection into a pod. Up to 1.34 a client that connects by WebSocket is asked for get.
connect_verbs := ["create"] if target.at_least(35)

else := ["create", "get"]

# METADATA
# description: Whether a rule allows one of the verbs on one of the resources of a group.
grants_any(rule, verbs, group, resources) if {
	_has(rule.apiGroups, group)
	_has_one(rule.verbs, verbs)
	some resource in resources
	_covers(rule.resources, resource)
}

# METADATA
# description: >-
#   The rules of a role that allow one of the verbs on one of the resources, whatever the object's name. A rule with
#   resourceNames is for the objects that it names, and allows to create none.
unnamed(verbs, group, resources) := [rule |
	some rule in input.rules
	rule.resourceNames == []
	grants_any(rule, verbs, group, resources)
]

# METADATA
# description: >-
#   The same for the resources of several groups, a list of `group` and `resources`: each rule once, with those that it is
#   for as a text.
held(verbs, kinds) := [{"rule": rule, "resources": several(resources, "")} |
	some rule in input.rules
	rule.resourceNames == []
	_has_one(rule.verbs, verbs)
	resources := [resource |
		some kind in kinds
		_has(rule.apiGroups, kind.group)
		some resource in kind.resources
		_covers(rule.resources, resource)
	]
	resources != []
]

# METADATA
# description: Those of the resources that a rule is for, as a text.
granted(rule, group, resources) := several(
	[resource |
		_has(rule.apiGroups, group)
		some resource in resources
		_covers(rule.resources, resource)
	],
	"",
)

# METADATA
# description: Texts as one, the first of them when they are many; `every` in the place of a wildcard.
several(texts, every_one) := every_one if "*" in texts

else := concat(", ", texts) if count(texts) < 2

else := concat(" and ", [concat(", ", array.slice(texts, 0, count(texts) - 1)), texts[count(texts) - 1]]) if {
	count(texts) <= 4
}

else := concat("", [concat(", ", array.slice(texts, 0, 3)), " and ", format_int(count(texts) - 3, 10), " more"])

# METADATA
# description: >-
#   Whether the rules of a role are for the whole cluster, or may become so: those of a Role never, those of a ClusterRole
#   unless it is bound, and in single namespaces only. Elsewhere its rules for objects without a namespace are of no use.
is_cluster_wide if {
	input.kind == "ClusterRole"
	not _is_bound_in_namespaces_only
}

# METADATA
# description: Whether the rules of a role are for this namespace, or may become so.
reaches(namespace) if {
	input.kind == "Role"
	input.metadata.namespace == namespace
}

reaches(_) if is_cluster_wide

reaches(namespace) if namespace in _scopes

# METADATA
# description: Where a role gives what it allows, as a text.
where := concat("", ["in namespace ", input.metadata.namespace]) if input.kind == "Role"

else := "in every namespace" if is_cluster_wide

else := concat("", ["in namespace ", _scopes[0]]) if count(_scopes) == 1

else := concat("", ["in ", format_int(count(_scopes), 10), " namespaces"])

# METADATA
# description: Who has a role, or what a binding is for, as a text.
subjects := _texts[0] if _count == 1

else := concat("", [_texts[0], " and ", _texts[1]]) if _count == 2

else := concat("", [_texts[0], " and ", format_int(_count - 1, 10), " others"]) if _count > 2

else := "nobody yet"

# METADATA
# description: The failure of a rule in a role, with who has the role and where.
failure(rule, details) := {
	"path": rule.path,
	"details": object.union({"subjects": subjects, "where": where}, details),
}

# METADATA
# description: The failure of a binding.
binding_failure(path, details) := {
	"path": path,
	"details": object.union({"role": role, "subjects": subjects, "scope": scope}, details),
}

# METADATA
# description: The role of a binding, as a text.
role := concat(" ", [input.role.kind, input.role.name]) if input.role.kind == "ClusterRole"

else := concat("", ["Role ", input.role.namespace, "/", input.role.name])

# METADATA
# description: Where a binding gives its role, as a text.
scope := "in every namespace" if input.scope == ""

else := concat("", ["in namespace ", input.scope])

_has(list, _) if "*" in list

_has(list, item) if item in list

_has_one(list, _) if "*" in list

_has_one(list, items) if {
	some item in items
	item in list
}

_covers(resources, _) if "*" in resources

_covers(resources, resource) if resource in resources

_covers(resources, resource) if {
	[_, subresource] := split(resource, "/")
	concat("", ["*/", subresource]) in resources
}

_is_bound_in_namespaces_only if {
	_scopes != []
	not "" in _scopes
	count(input.bindings) == object.get(input, "bindingCount", count(input.bindings))
	object.get(input, "aggregatesTo", []) == []
}

_scopes := sort({binding.scope | some binding in object.get(input, "bindings", [])})

# A role comes with texts, a binding with its subjects.
_texts := object.get(input, "subjects", []) if not input.role

else := [subject.text | some subject in input.subjects]

_count := object.get(input, "subjectCount", count(_texts))
