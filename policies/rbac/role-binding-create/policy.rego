# METADATA
# title: Roles must not allow giving rights to others
# description: >-
#   Whoever may write RoleBindings or ClusterRoleBindings hands on every right of their own, to accounts that nobody
#   looks at, and keeps them there after they were taken away. Together with the verb bind, any right can be handed
#   on. A rule that names the bindings passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Take create, update and patch away from rolebindings and clusterrolebindings, or name the bindings in
#     resourceNames.
#   message: "the role may write {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - trivy:KSV-0050
package touchstone.rbac["role-binding-create"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_resources := ["clusterrolebindings", "rolebindings"] if access.is_cluster_wide

else := ["rolebindings"]

fail contains access.failure(rule, {"resources": access.granted(rule, access.rbac_group, _resources)}) if {
	some rule in access.unnamed(["create", "patch", "update"], access.rbac_group, _resources)
}
