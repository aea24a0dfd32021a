# METADATA
# title: The API server must not answer strangers
# description: >-
#   Whoever reaches the API server without any credentials is system:anonymous, and may do what some binding allows it:
#   health and version by default, and more with one careless binding. Anonymous requests are on unless
#   --anonymous-auth says otherwise. Since Kubernetes 1.31 an authentication configuration can limit them to the paths
#   of probes, which is as good.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [306]
#   remediation: >-
#     Set --anonymous-auth=false, or limit anonymous requests to the health paths with an authentication
#     configuration. Probes of the API server that send no credentials, as kubeadm's do, fail once anonymous requests
#     are off altogether.
#   message: "kube-apiserver lets anonymous requests in: --anonymous-auth is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["api-server-anonymous-auth"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["anonymous-auth"], fail)

not_applicable contains "its authentication configuration says who may come" if {
	control_plane.names("authentication-config")
	not control_plane.has("anonymous-auth")
}

fail contains control_plane.failure("anonymous-auth", {}) if {
	input.component == "kube-apiserver"
	not control_plane.is_off("anonymous-auth")
	not _is_told_elsewhere
	not _is_for_probes_alone
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("anonymous-auth")
}

_probes := {"/healthz", "/livez", "/readyz"}

_is_for_probes_alone if {
	control_plane.has("anonymous-auth-paths")
	every path in control_plane.items("anonymous-auth-paths") {
		path in _probes
	}
}
