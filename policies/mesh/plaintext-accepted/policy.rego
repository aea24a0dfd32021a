# METADATA
# title: Istio must refuse connections without mutual TLS
# description: >-
#   In the mode PERMISSIVE, Istio's proxies take connections with and without mutual TLS, and with DISABLE only
#   without: any pod of the cluster can talk to the workload without showing who it is, and in clear text.
#   STRICT refuses them. Settings for single ports count as well.
# related_resources:
#   - https://istio.io/latest/docs/reference/config/security/peer_authentication/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [PeerAuthentication]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Set the mode to STRICT, once all clients are in the mesh. Clients outside of the mesh can no longer connect.
#   message: "{where} in the mode {mode}"
#   tags: []
#   aliases: []
package touchstone.mesh["plaintext-accepted"]

import data.touchstone.lib.manifests
import data.touchstone.lib.meshes
import data.touchstone.lib.values

not_applicable contains manifests.other_than("security.istio.io", "PeerAuthentication")

not_applicable contains "it says nothing by itself" if {
	_mode in [null, "UNSET"]
	count(_ports) == 0
}

_mode := values.field(values.field(meshes.spec, "mtls"), "mode")

_ports := {port: values.field(setting, "mode") | some port, setting in values.field(meshes.spec, "portLevelMtls")}

fail contains {"path": ["spec", "mtls", "mode"], "details": {"where": "connections are taken", "mode": values.show(_mode)}} if {
	not _mode in [null, "UNSET", "STRICT"]
}

fail contains {"path": ["spec", "portLevelMtls", port, "mode"], "details": {"where": concat(" ", ["port", port, "takes connections"]), "mode": values.show(mode)}} if {
	some port, mode in _ports
	not mode in [null, "UNSET", "STRICT"]
}
