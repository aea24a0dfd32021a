# METADATA
# title: Requests must be authorised
# description: >-
#   The mode AlwaysAllow lets everybody who is known do everything. It is the default of the API server without
#   --authorization-mode, and of a kubelet that is set by flags alone. Modes that do not exist count as wrong, too.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/authorization/
# custom:
#   severity: critical
#   kinds: [control-plane]
#   optional: true
#   cwe: [862]
#   remediation: >-
#     Set --authorization-mode=Node,RBAC for the API server and authorization.mode: Webhook for the kubelet.
#   message: "{component} does not decide who may do what: --authorization-mode is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["authorization-always-allow"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["authorization-mode"], fail)

_modes := {
	"kube-apiserver": {"ABAC", "AlwaysDeny", "Node", "RBAC", "Webhook"},
	"kubelet": {"Webhook"},
}

not_applicable contains "its authorization configuration says it" if {
	control_plane.names("authorization-config")
	not control_plane.has("authorization-mode")
}

fail contains control_plane.failure("authorization-mode", {}) if {
	control_plane.has("authorization-mode")
	allowed := _modes[input.component]
	not _are_all_in(allowed)
}

fail contains control_plane.failure("authorization-mode", {}) if {
	_allows_by_default
	not control_plane.has("authorization-mode")
	not control_plane.names("authorization-config")
}

_are_all_in(allowed) if {
	modes := control_plane.items("authorization-mode")
	count(modes) > 0
	every mode in modes {
		mode in allowed
	}
}

_allows_by_default if {
	input.component == "kube-apiserver"
	not input.elsewhere
}

_allows_by_default if control_plane.has_kubelet_flag_defaults
