# METADATA
# title: Roles must not reach the kubelets through nodes/proxy
# description: >-
#   nodes/proxy passes requests on to the API of the kubelet, which runs commands in every pod of the node. No
#   admission control sees them, and the audit log knows nothing but that somebody asked; the verb get is enough.
#   Metrics do not need it: nodes/metrics and nodes/stats are there for them. A rule that names the nodes is judged as
#   well.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#   - https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Allow nodes/metrics, nodes/stats, nodes/log or nodes/pods, whichever is read, instead of nodes/proxy.
#   message: "the role reaches the API of every kubelet; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0279
#     - trivy:KSV-0047
package touchstone.rbac["nodes-proxy"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_verbs := ["create", "delete", "get", "patch", "update"]

fail contains access.failure(rule, {}) if {
	access.is_cluster_wide
	some rule in input.rules
	access.grants_any(rule, _verbs, "", ["nodes/proxy"])
}
