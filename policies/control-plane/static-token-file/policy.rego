# METADATA
# title: The API server must take no tokens from a file
# description: >-
#   Tokens of --token-auth-file stand in the clear on the disk of the control plane, never expire, and change only when
#   the API server starts again. Whoever has read one has it for good.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [522]
#   remediation: >-
#     Remove --token-auth-file; let people log in with OIDC, and programs with tokens of service accounts.
#   message: "kube-apiserver takes tokens from the file {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["static-token-file"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["token-auth-file"], fail)

fail contains control_plane.failure("token-auth-file", {}) if {
	input.component == "kube-apiserver"
	control_plane.text("token-auth-file") != ""
}
