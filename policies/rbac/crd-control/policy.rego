# METADATA
# title: Roles must not allow changing the API of the cluster
# description: >-
#   A CustomResourceDefinition may name a conversion webhook, which then sees and changes every object of that kind;
#   taking one away deletes all of its objects. An APIService sends a whole API group to another server. A rule that
#   names them passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Name the definitions in resourceNames, and let the installation create them.
#   message: "the role may write {resources}; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["crd-control"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_apis := [
	{"group": "apiextensions.k8s.io", "resources": ["customresourcedefinitions"]},
	{"group": "apiregistration.k8s.io", "resources": ["apiservices"]},
]

fail contains access.failure(held.rule, {"resources": held.resources}) if {
	access.is_cluster_wide
	some held in access.held(["create", "delete", "patch", "update"], _apis)
}
