# METADATA
# title: Servers of the control plane must have a certificate of a known authority
# description: >-
#   Without a certificate the API server and the kubelet make one for themselves, which no client can verify, so that
#   clients are taught to look away. etcd without one speaks in the clear.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Name a certificate and its key: --tls-cert-file and --tls-private-key-file, --cert-file and --key-file for etcd.
#     For the kubelet serverTLSBootstrap: true does as well.
#   message: "{component} has no serving certificate of its own: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["serving-certificate"]

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(_flags[input.component], fail)

_flags := {
	"etcd": ["cert-file", "key-file"],
	"kube-apiserver": ["tls-cert-file", "tls-private-key-file"],
	"kubelet": ["tls-cert-file", "tls-private-key-file"],
}

fail contains control_plane.failure(flag, {}) if {
	some flag in _flags[input.component]
	control_plane.fails_to_name(flag)
	not _asks_for_one
}

fail contains control_plane.failure("listen-client-urls", {}) if {
	input.component == "etcd"
	some url in control_plane.items("listen-client-urls")
	not startswith(url, "https://")
	not startswith(url, "unixs://")
}

_asks_for_one if {
	input.component == "kubelet"
	control_plane.is_on("rotate-server-certificates")
}
