# METADATA
# title: Roles must not allow making or entering pods in kube-system
# description: >-
#   The service accounts of the cluster itself are in kube-system, those of the controllers among them, and Pod
#   Security lets everything run there. A pod of one's own, or a command in one that is there, is a way to all of
#   their rights. A role fails that is for that namespace; one for every namespace is judged by rbac/create-pods,
#   rbac/update-workloads and rbac/pods-exec-attach.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Move the program into a namespace of its own, or take pods and their owners out of the role.
#   message: "the role may {what} in kube-system; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["kube-system-pods"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_powers := [
	{"what": "create or change pods", "verbs": ["create", "patch", "update"], "group": "", "resources": ["pods"]},
	{"what": "run commands in pods", "verbs": ["create"], "group": "", "resources": ["pods/exec", "pods/attach"]},
	{
		"what": "put containers into pods",
		"verbs": ["patch", "update"],
		"group": "",
		"resources": ["pods/ephemeralcontainers"],
	},
	{
		"what": "create or change workloads",
		"verbs": ["create", "patch", "update"],
		"group": "apps",
		"resources": ["daemonsets", "deployments", "replicasets", "statefulsets"],
	},
	{
		"what": "create or change Jobs",
		"verbs": ["create", "patch", "update"],
		"group": "batch",
		"resources": ["cronjobs", "jobs"],
	},
]

fail contains access.failure(rule, {"what": access.several(powers, "")}) if {
	not access.is_cluster_wide
	access.reaches("kube-system")
	some rule in input.rules
	rule.resourceNames == []
	powers := [power.what |
		some power in _powers
		access.grants_any(rule, power.verbs, power.group, power.resources)
	]
	powers != []
}
