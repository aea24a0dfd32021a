# METADATA
# title: Roles must not allow approving certificates of users and kubelets
# description: >-
#   A certificate that the signer kubernetes.io/kube-apiserver-client issues makes its holder any user of any group,
#   and cannot be taken back; that of kube-apiserver-client-kubelet makes it a node. To approve one takes two rights:
#   to change certificatesigningrequests/approval, and the verb approve on the signer. A role with both fails, unless
#   it names other signers.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#   - https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Name the signers in resourceNames of the rule with the verb approve, such as kubernetes.io/kubelet-serving.
#   message: "the role may approve requests to {signer}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_156
#     - kube-linter:approve-signers-without-resource-names
#     - kubescape:C-0280
package touchstone.rbac["csr-approval"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_group := "certificates.k8s.io"

_clients := {
	"kubernetes.io/*",
	"kubernetes.io/kube-apiserver-client",
	"kubernetes.io/kube-apiserver-client-kubelet",
}

_approves if {
	some rule in input.rules
	access.grants_any(rule, ["patch", "update"], _group, ["certificatesigningrequests/approval"])
}

fail contains access.failure(rule, {"signer": "every signer"}) if {
	access.is_cluster_wide
	_approves
	some rule in access.unnamed(["approve"], _group, ["signers"])
}

fail contains access.failure(rule, {"signer": concat("", ["the signer ", signer])}) if {
	access.is_cluster_wide
	_approves
	some rule in input.rules
	access.grants(rule, "approve", _group, "signers")
	some signer in rule.resourceNames
	signer in _clients
}
