# METADATA
# title: Roles must not allow changing roles
# description: >-
#   Whoever may write Roles or ClusterRoles adds rights of their own to roles that others have, where nobody looks for
#   them, and ClusterRoles whose labels add them to admin, edit and view. What they do not have themselves takes the
#   verb escalate. A rule that names the roles passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Take create, update and patch away from roles and clusterroles, or name the roles in resourceNames.
#   message: "the role may write {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["role-modification"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"resources": access.granted(rule, access.rbac_group, access.role_resources)}) if {
	some rule in access.unnamed(["create", "patch", "update"], access.rbac_group, access.role_resources)
}
