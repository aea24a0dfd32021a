# METADATA
# title: etcd must not sign its own certificates
# description: >-
#   With --auto-tls and --peer-auto-tls every member makes a certificate for itself. The connection is encrypted, and
#   nobody knows with whom: there is no authority that could tell.
# related_resources:
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Remove --auto-tls and --peer-auto-tls, and give etcd certificates of an authority.
#   message: "etcd signs its own certificates: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["etcd-self-signed"]

import data.touchstone.lib.control_plane

_components := ["etcd"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["auto-tls", "peer-auto-tls"], fail)

fail contains control_plane.failure(flag, {}) if {
	input.component == "etcd"
	some flag in ["auto-tls", "peer-auto-tls"]
	control_plane.has(flag)
	not control_plane.is_off(flag)
}
