# METADATA
# title: Servers of the control plane must refuse old versions of TLS
# description: >-
#   TLS 1.0 and 1.1 rest on broken hash functions and have no modern ciphers. All components refuse them by default; a
#   flag can let them in again.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Set --tls-min-version to VersionTLS12 or VersionTLS13, for etcd to TLS1.2 or TLS1.3, or leave it out.
#   message: "{component} takes old versions of TLS: --tls-min-version is {value}, and TLS {least} is the least"
#   tags: []
#   aliases: []
#   parameters:
#     least:
#       description: The oldest version of TLS that may be taken.
#       default: "1.2"
#       schema: { enum: ["1.2", "1.3"] }
package touchstone["control-plane"]["tls-version"]

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["tls-min-version"], fail)

_least := data.touchstone.parameters["control-plane/tls-version"].least

_known := {
	"VersionTLS12": "1.2",
	"VersionTLS13": "1.3",
	"TLS1.2": "1.2",
	"TLS1.3": "1.3",
}

fail contains control_plane.failure("tls-min-version", {"least": _least}) if {
	input.component in _components
	not _is_enough
	not _is_told_elsewhere
}

_is_enough if _version >= _least

# Without the flag all of them begin with 1.2; an empty text is as good as none.
_version := "1.2" if control_plane.text("tls-min-version") == ""

else := _known[control_plane.text("tls-min-version")]

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("tls-min-version")
}
