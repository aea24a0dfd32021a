# METADATA
# title: Each controller must have an account of its own
# description: >-
#   Without --use-service-account-credentials all controllers share the credentials of the controller manager, and with
#   that the rights of all of them: a flaw in one reaches what any of them may do, and the audit log cannot tell them
#   apart.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Set --use-service-account-credentials=true.
#   message: "kube-controller-manager gives all controllers the same rights: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["controller-credentials"]

import data.touchstone.lib.control_plane

_components := ["kube-controller-manager"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["use-service-account-credentials"], fail)

fail contains control_plane.failure("use-service-account-credentials", {}) if {
	input.component == "kube-controller-manager"
	not control_plane.is_on("use-service-account-credentials")
}
