# METADATA
# title: Roles must not allow changing nodes or their status
# description: >-
#   Labels and taints of nodes decide where pods run: whoever changes them draws the pods of others onto a node of
#   their own choice, with their Secrets, or keeps them from running. The status of a node holds its addresses and
#   what it can take. Kubelets change their own node only, and need no role for that. A rule that names the nodes
#   passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take update and patch away from nodes and nodes/status, or name the nodes in resourceNames.
#   message: "the role may change {resources} of the whole cluster; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["change-nodes"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_resources := ["nodes", "nodes/status"]

fail contains access.failure(rule, {"resources": access.granted(rule, "", _resources)}) if {
	access.is_cluster_wide
	some rule in access.unnamed(["patch", "update"], "", _resources)
}
