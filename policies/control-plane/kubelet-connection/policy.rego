# METADATA
# title: The API server must verify kubelets, and show them who it is
# description: >-
#   For logs, exec and port-forward the API server calls kubelets. Without --kubelet-certificate-authority it does not
#   look whose certificate it is shown, so that whoever stands between reads along and answers instead; without a
#   client certificate it is a stranger to the kubelet.
# related_resources:
#   - https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Set --kubelet-client-certificate, --kubelet-client-key and --kubelet-certificate-authority; let kubelets have
#     serving certificates of that authority (serverTLSBootstrap). Logs and exec stop working on nodes whose kubelet
#     has a certificate that it signed itself.
#   message: "kube-apiserver and kubelets do not know each other: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-connection"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["kubelet-certificate-authority", "kubelet-client-certificate", "kubelet-client-key"], fail)

fail contains control_plane.failure(flag, {}) if {
	input.component == "kube-apiserver"
	some flag in ["kubelet-certificate-authority", "kubelet-client-certificate", "kubelet-client-key"]
	control_plane.fails_to_name(flag)
}
