# METADATA
# title: The API server must authorise by Node and RBAC
# description: >-
#   The Node authorizer keeps a kubelet to the Secrets and pods of its own node, and RBAC gives everybody else the
#   rights that roles name. Without Node, one node that is taken over reads the Secrets of all; without RBAC, roles and
#   bindings mean nothing.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/node/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [863]
#   remediation: >-
#     Add Node and RBAC to --authorization-mode, or to the authorizers of the authorization configuration.
#   message: "kube-apiserver does not authorise by {missing}: --authorization-mode is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["node-and-rbac-authorization"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["authorization-mode"], fail)

not_applicable contains "its authorization configuration says it" if {
	control_plane.names("authorization-config")
	not control_plane.has("authorization-mode")
}

fail contains control_plane.failure("authorization-mode", {"missing": mode}) if {
	input.component == "kube-apiserver"
	some mode in ["Node", "RBAC"]
	not mode in control_plane.items("authorization-mode")
	not _is_told_elsewhere
}

_is_told_elsewhere if {
	not control_plane.has("authorization-mode")
	input.elsewhere
}

_is_told_elsewhere if {
	not control_plane.has("authorization-mode")
	control_plane.names("authorization-config")
}
