# METADATA
# title: Components must not open ports without authentication
# description: >-
#   The insecure port of old API servers lets everybody do everything. The read-only port of the kubelet shows all pods
#   of its node, with their environment variables. The kubelet opens it by default when it is set by flags alone; all
#   others have it closed, or no longer have it.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [306]
#   remediation: >-
#     Set --insecure-port=0 and --port=0 where the flags still exist, and readOnlyPort: 0 for the kubelet.
#   message: "{component} opens a port without authentication: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["unauthenticated-port"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_flags := {
	"kube-apiserver": "insecure-port",
	"kube-controller-manager": "port",
	"kube-scheduler": "port",
	"kubelet": "read-only-port",
}

_flag := _flags[input.component]

fail contains control_plane.failure(_flag, {}) if {
	control_plane.has(_flag)
	control_plane.text(_flag) != "0"
}

fail contains control_plane.failure("read-only-port", {}) if {
	control_plane.has_kubelet_flag_defaults
	not control_plane.has("read-only-port")
}

fail contains control_plane.failure("insecure-bind-address", {}) if {
	input.component == "kube-apiserver"
	control_plane.text("insecure-bind-address") != ""
	not control_plane.is_loopback(control_plane.text("insecure-bind-address"))
}
