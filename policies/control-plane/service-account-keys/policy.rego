# METADATA
# title: Tokens of service accounts must be signed and verified with keys of their own
# description: >-
#   Without --service-account-key-file the API server verifies tokens with the key of its own certificate: whoever
#   renews that makes every token void, and whoever has it can make tokens. Without --service-account-private-key-file
#   and --root-ca-file of the controller manager, pods get no authority to verify the API server by. With
#   --service-account-lookup=false tokens of accounts that were deleted stay good.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [287]
#   remediation: >-
#     Set --service-account-key-file for the API server, --service-account-private-key-file and --root-ca-file for the
#     controller manager, and leave --service-account-lookup on.
#   message: "{component} does not take care of tokens of service accounts: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["service-account-keys"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver", "kube-controller-manager"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(_flags[input.component], fail)

_flags := {
	"kube-apiserver": ["service-account-key-file"],
	"kube-controller-manager": ["service-account-private-key-file", "root-ca-file"],
}

fail contains control_plane.failure(flag, {}) if {
	some flag in _flags[input.component]
	control_plane.fails_to_name(flag)
}

fail contains control_plane.failure("service-account-lookup", {}) if {
	input.component == "kube-apiserver"
	control_plane.has("service-account-lookup")
	not control_plane.is_on("service-account-lookup")
}
