# METADATA
# title: The kubelet must not answer strangers
# description: >-
#   A kubelet runs commands in every container of its node, and shows their logs. With anonymous requests on, its port
#   10250 does so for whoever reaches it, unless an authorizer stands behind. They are on by default for a kubelet that
#   is set by flags alone, and off for one with a configuration file.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [306]
#   remediation: >-
#     Set authentication.anonymous.enabled: false in the kubelet's configuration file.
#   message: "kubelet lets anonymous requests in: --anonymous-auth is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-anonymous-auth"]

import data.touchstone.lib.control_plane

_components := ["kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["anonymous-auth"], fail)

fail contains control_plane.failure("anonymous-auth", {}) if {
	input.component == "kubelet"
	control_plane.has("anonymous-auth")
	not control_plane.is_off("anonymous-auth")
}

fail contains control_plane.failure("anonymous-auth", {}) if {
	control_plane.has_kubelet_flag_defaults
	not control_plane.has("anonymous-auth")
}
