# METADATA
# title: Kubelets must limit what pods can use up
# description: >-
#   A pod without a limit of process ids can take all of the node's, by a fork bomb or by mistake, and then nothing
#   starts on it any more. podPidsLimit has none unless it is set. eventRecordQPS of 0 lets a kubelet send events
#   without end.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/pid-limiting/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [770]
#   remediation: >-
#     Set podPidsLimit to a number such as 4096, and leave eventRecordQPS at 50 or set another number above 0.
#   message: "kubelet sets no limit: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["kubelet-pod-limits"]

import data.touchstone.lib.control_plane

_components := ["kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["pod-max-pids"], fail)

fail contains control_plane.failure("pod-max-pids", {}) if {
	input.component == "kubelet"
	not _is_above_zero("pod-max-pids")
	not _is_told_elsewhere
}

fail contains control_plane.failure("event-qps", {}) if {
	input.component == "kubelet"
	control_plane.has("event-qps")
	not _is_above_zero("event-qps")
}

_is_above_zero(flag) if {
	regex.match(`^[0-9]{1,9}$`, control_plane.text(flag))
	to_number(control_plane.text(flag)) > 0
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("pod-max-pids")
}
