# METADATA
# title: Roles must not allow changing the ConfigMaps that steer the cluster
# description: >-
#   The ConfigMap coredns of kube-system says which names lead where, for every pod; aws-auth says which identities of
#   the cloud are administrators, and extension-apiserver-authentication whom API servers believe. A role fails that
#   may change ConfigMaps in kube-system: a Role there, or a ClusterRole that is bound for the whole cluster or for
#   that namespace, or not yet at all. A rule that names other ConfigMaps passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Bind the role in the namespace of the program with a RoleBinding, or name its ConfigMaps in resourceNames.
#   message: "the role may change {what} in kube-system; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0037
package touchstone.rbac["system-config-maps"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_steering := ["aws-auth", "coredns", "extension-apiserver-authentication", "kube-proxy", "kubeadm-config"]

fail contains access.failure(rule, {"what": "every ConfigMap"}) if {
	access.reaches("kube-system")
	some rule in access.unnamed(["patch", "update"], "", ["configmaps"])
}

fail contains access.failure(rule, {"what": concat("", ["the ConfigMap ", name])}) if {
	access.reaches("kube-system")
	some rule in input.rules
	some name in rule.resourceNames
	name in _steering
	access.grants_any(rule, ["patch", "update"], "", ["configmaps"])
}
