# METADATA
# title: Programs must not be given the broad roles of Kubernetes
# description: >-
#   The roles admin and edit are made for people who look after a namespace: they read its Secrets, make pods, run
#   commands in them and act as its accounts. A program needs a small part of that. A binding fails that gives a role
#   of Kubernetes with such rights to a service account, or to anybody in every namespace; people may have them in
#   their own. Roles of Kubernetes are judged here and not by the checks of single rights, so that a binding to edit
#   is one finding. What binds cluster-admin is judged by rbac/cluster-admin-binding.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Write a Role with the rights that the program uses, and bind that.
#   message: "{role}, given to {whom} {scope}, allows to {powers}"
#   tags: []
#   aliases: []
package touchstone.rbac["default-role-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

_powers := [
	{"what": "read Secrets", "verbs": ["get", "list", "watch"], "group": "", "resources": ["secrets"]},
	{"what": "create pods", "verbs": ["create"], "group": "", "resources": ["pods"]},
	{"what": "change workloads", "verbs": ["patch", "update"], "group": "apps", "resources": ["deployments"]},
	{"what": "run commands in pods", "verbs": ["create"], "group": "", "resources": ["pods/exec", "pods/attach"]},
	{"what": "make tokens", "verbs": ["create"], "group": "", "resources": ["serviceaccounts/token"]},
	{"what": "act as others", "verbs": ["impersonate"], "group": "", "resources": ["groups", "serviceaccounts", "users"]},
	{
		"what": "give rights to others",
		"verbs": ["bind", "create", "escalate"],
		"group": access.rbac_group,
		"resources": ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
	},
]

fail contains access.binding_failure(["roleRef"], {"whom": whom, "powers": access.several(powers, "")}) if {
	input.role["default"]
	not input.role.clusterAdmin
	some whom in _holders
	powers := [power.what |
		some power in _powers
		_has(power)
	]
	powers != []
}

# One finding, whoever of them it is.
_holders contains access.subjects if input.scope == ""

_holders contains programs[0].text if {
	input.scope != ""
	programs := [subject |
		some subject in input.subjects
		subject.kind == "ServiceAccount"
	]
}

_has(power) if {
	some rule in input.grants
	rule.resourceNames == []
	access.grants_any(rule, power.verbs, power.group, power.resources)
}
