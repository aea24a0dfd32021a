# METADATA
# title: Servers of the control plane must know the authority of their clients
# description: >-
#   The API server, the kubelet and etcd tell by a client certificate who calls. Without the authority that signs
#   those, certificates prove nothing; an etcd that does not ask for one serves everybody who reaches its port, and
#   holds all Secrets.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [287]
#   remediation: >-
#     Set --client-ca-file, authentication.x509.clientCAFile for the kubelet; for etcd --client-cert-auth=true and
#     --trusted-ca-file.
#   message: "{component} cannot tell its clients by their certificates: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["client-certificates"]

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(_flags[input.component], fail)

_flags := {
	"etcd": ["client-cert-auth", "trusted-ca-file"],
	"kube-apiserver": ["client-ca-file"],
	"kubelet": ["client-ca-file"],
}

fail contains control_plane.failure(flag, {}) if {
	some flag in _flags[input.component]
	flag != "client-cert-auth"
	control_plane.fails_to_name(flag)
}

fail contains control_plane.failure("client-cert-auth", {}) if {
	input.component == "etcd"
	not control_plane.is_on("client-cert-auth")
	not _is_told_elsewhere
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("client-cert-auth")
}
