# METADATA
# title: Roles must not allow deleting everything at once
# description: >-
#   The verb deletecollection deletes all objects of a kind in a namespace with one request, or those of a selector,
#   which is easily wrong; it is seldom used, and often copied. Judged are pods and their owners, Services, Secrets,
#   ConfigMaps, volumes and their claims; what an operator does with its own kinds is left to it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take deletecollection out of the verbs; delete is for single objects.
#   message: "the role may delete all {resources} at once {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kube-linter:deletecollection-verb-in-role
package touchstone.rbac["delete-collection"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_kinds := [
	{
		"group": "",
		"resources": ["configmaps", "persistentvolumeclaims", "persistentvolumes", "pods", "secrets", "services"],
	},
	{"group": "apps", "resources": ["daemonsets", "deployments", "statefulsets"]},
	{"group": "batch", "resources": ["cronjobs", "jobs"]},
]

fail contains access.failure(held.rule, {"resources": held.resources}) if {
	some held in access.held(["deletecollection"], _kinds)
}
