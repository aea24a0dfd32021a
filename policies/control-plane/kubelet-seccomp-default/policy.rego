# METADATA
# title: Kubelets should give pods the runtime's seccomp profile
# description: >-
#   A pod that names no seccomp profile runs with none, and may make every system call. With seccompDefault the kubelet
#   gives such pods the profile of the container runtime, which leaves out those that hardly any program needs and many
#   exploits use.
# related_resources:
#   - https://kubernetes.io/docs/tutorials/security/seccomp/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [1188]
#   remediation: >-
#     Set seccompDefault: true in the kubelet's configuration file.
#   message: "kubelet leaves pods without a seccomp profile: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-seccomp-default"]

import data.touchstone.lib.control_plane

_components := ["kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["seccomp-default"], fail)

fail contains control_plane.failure("seccomp-default", {}) if {
	input.component == "kubelet"
	not control_plane.is_on("seccomp-default")
	not _is_told_elsewhere
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("seccomp-default")
}
