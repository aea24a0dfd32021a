# METADATA
# title: The API server must meet etcd over TLS, with a certificate of its own
# description: >-
#   Everything that the cluster knows passes between the API server and etcd. Without etcd's authority the API server
#   talks to whoever answers; without a client certificate etcd cannot tell it from anybody else; with http://
#   everybody on the way reads along.
# related_resources:
#   - https://etcd.io/docs/latest/op-guide/security/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [319, 295]
#   remediation: >-
#     Set --etcd-cafile, --etcd-certfile and --etcd-keyfile, and let every address of --etcd-servers begin with
#     https://.
#   message: "kube-apiserver does not meet etcd by mutual TLS: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["etcd-connection"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["etcd-cafile", "etcd-certfile", "etcd-keyfile", "etcd-servers"], fail)

fail contains control_plane.failure(flag, {}) if {
	input.component == "kube-apiserver"
	some flag in ["etcd-cafile", "etcd-certfile", "etcd-keyfile"]
	control_plane.fails_to_name(flag)
}

fail contains control_plane.failure("etcd-servers", {}) if {
	input.component == "kube-apiserver"
	control_plane.has("etcd-servers")
	some server in control_plane.items("etcd-servers")
	not _is_encrypted(server)
}

_is_encrypted(server) if startswith(server, "https://")

_is_encrypted(server) if startswith(server, "unix")
