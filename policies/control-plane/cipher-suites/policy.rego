# METADATA
# title: Servers of the control plane must offer strong cipher suites only
# description: >-
#   Suites without forward secrecy let whoever recorded the traffic read it all, once the key is known; CBC and RC4
#   have known attacks. Go leaves such suites out by default since 1.22, with which Kubernetes 1.30 is built; older
#   versions need a list. With TLS 1.3 as the least version the list means nothing.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Set --tls-cipher-suites (--cipher-suites of etcd) to suites that begin with TLS_ECDHE_ and use AES-GCM or
#     ChaCha20, or use Kubernetes 1.30 or newer without a list.
#   message: "{component} offers a weak cipher suite: {suite}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["cipher-suites"]

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_flag := "cipher-suites" if input.component == "etcd"

else := "tls-cipher-suites"

not_applicable contains "TLS 1.3 has no weak suites" if control_plane.text("tls-min-version") in {"VersionTLS13", "TLS1.3"}

fail contains control_plane.failure(_flag, {"suite": suite}) if {
	input.component in _components
	some suite in control_plane.items(_flag)
	not _is_strong(suite)
}

fail contains control_plane.failure(_flag, {"suite": "those of its defaults, which have no forward secrecy"}) if {
	input.component in {"kube-apiserver", "kubelet"}
	control_plane.text(_flag) == ""
	not _is_told_elsewhere
	not control_plane.at_least(30)
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has(_flag)
}

_is_strong(suite) if suite in {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}

_is_strong(suite) if {
	startswith(suite, "TLS_ECDHE_")
	some end in ["_GCM_SHA256", "_GCM_SHA384", "_CHACHA20_POLY1305", "_CHACHA20_POLY1305_SHA256"]
	endswith(suite, end)
}
