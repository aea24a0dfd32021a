# METADATA
# title: Kubelets must keep to the node's kernel settings
# description: >-
#   With protectKernelDefaults a kubelet refuses to start where the kernel is set otherwise than it needs, instead of
#   changing it behind the back of whoever hardened the node. makeIPTablesUtilChains lets the kubelet keep its chains
#   of packet filters in order, which network policies rest on; it is on unless it is switched off.
# related_resources:
#   - https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [1188]
#   remediation: >-
#     Set protectKernelDefaults: true, once the node's kernel parameters are what the kubelet needs, and leave
#     makeIPTablesUtilChains on. A kubelet on a node whose kernel parameters differ does not start.
#   message: "kubelet does not keep to the node's kernel settings: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-kernel-settings"]

import data.touchstone.lib.control_plane

_components := ["kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["protect-kernel-defaults"], fail)

fail contains control_plane.failure("protect-kernel-defaults", {}) if {
	input.component == "kubelet"
	not control_plane.is_on("protect-kernel-defaults")
	not _is_told_elsewhere
}

fail contains control_plane.failure("make-iptables-util-chains", {}) if {
	input.component == "kubelet"
	control_plane.has("make-iptables-util-chains")
	not control_plane.is_on("make-iptables-util-chains")
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("protect-kernel-defaults")
}
