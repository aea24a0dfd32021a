# METADATA
# title: Kubelets must renew their certificates
# description: >-
#   A certificate that nobody renews ends one day, and the node with it; one that lasts for years because of that is
#   good for years in the wrong hands. rotateCertificates renews the client certificate and is off unless it is set,
#   and serverTLSBootstrap does so for the serving certificate, unless that is given as a file.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [324]
#   remediation: >-
#     Set rotateCertificates: true, and serverTLSBootstrap: true or a serving certificate that is renewed otherwise.
#     Certificates that serverTLSBootstrap asks for have to be approved by somebody, or by a controller for that.
#   message: "{component} does not renew certificates: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-certificate-rotation"]

import data.touchstone.lib.control_plane

_components := ["kube-controller-manager", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["rotate-certificates", "rotate-server-certificates"], fail)

fail contains control_plane.failure(flag, {}) if {
	input.component == "kubelet"
	some flag in ["rotate-certificates", "rotate-server-certificates"]
	not control_plane.is_on(flag)
	not _is_told_elsewhere(flag)
	not _is_given(flag)
}

fail contains control_plane.failure("feature-gates", {}) if {
	input.component in _components
	some gate in control_plane.items("feature-gates")
	startswith(gate, "RotateKubeletServerCertificate=")
	not endswith(lower(gate), "=true")
}

_is_told_elsewhere(flag) if {
	input.elsewhere
	not control_plane.has(flag)
}

_is_given("rotate-server-certificates") if {
	control_plane.names("tls-cert-file")
	control_plane.names("tls-private-key-file")
}
