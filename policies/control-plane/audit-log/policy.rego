# METADATA
# title: The API server must write an audit log
# description: >-
#   Without an audit policy and a place for what it records, nobody can say afterwards who read a Secret, changed a
#   role, or opened a shell in a pod. Both flags are needed: neither does anything alone.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Set --audit-policy-file, and --audit-log-path or --audit-webhook-config-file.
#   message: "kube-apiserver writes no audit log: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["audit-log"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["audit-policy-file", "audit-log-path"], fail)

fail contains control_plane.failure("audit-policy-file", {}) if {
	input.component == "kube-apiserver"
	control_plane.fails_to_name("audit-policy-file")
}

fail contains control_plane.failure("audit-log-path", {}) if {
	input.component == "kube-apiserver"
	control_plane.fails_to_name("audit-log-path")
	not control_plane.names("audit-webhook-config-file")
}
