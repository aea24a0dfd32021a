# METADATA
# title: Members of etcd must know each other by certificates
# description: >-
#   Members of etcd copy all data to each other. Whoever may join without a certificate gets a copy, and may write.
#   Certificates of members must be asked for and verified, on a single member as well: its port for members is open
#   all the same.
# related_resources:
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [287]
#   remediation: >-
#     Set --peer-cert-file, --peer-key-file, --peer-trusted-ca-file and --peer-client-cert-auth=true.
#   message: "members of etcd are not told apart: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["etcd-peers"]

import data.touchstone.lib.control_plane

_components := ["etcd"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["peer-cert-file", "peer-key-file", "peer-trusted-ca-file", "peer-client-cert-auth"], fail)

fail contains control_plane.failure(flag, {}) if {
	input.component == "etcd"
	some flag in ["peer-cert-file", "peer-key-file", "peer-trusted-ca-file"]
	control_plane.fails_to_name(flag)
}

fail contains control_plane.failure("peer-client-cert-auth", {}) if {
	input.component == "etcd"
	not control_plane.is_on("peer-client-cert-auth")
	not _is_told_elsewhere
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("peer-client-cert-auth")
}
