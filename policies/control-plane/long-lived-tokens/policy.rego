# METADATA
# title: Mounted tokens must end when they say so
# description: >-
#   Tokens that the kubelet mounts are made for an hour. So that old clients keep working, the API server makes them
#   last a year instead, unless --service-account-extend-token-expiration is off: a token that leaks is then good for
#   that long.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [613]
#   remediation: >-
#     Set --service-account-extend-token-expiration=false, once the metric serviceaccount_stale_tokens_total shows no
#     client that keeps old tokens. Clients that read their token only when they start are refused after an hour.
#   message: "kube-apiserver lets mounted tokens last a year: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["long-lived-tokens"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["service-account-extend-token-expiration"], fail)

fail contains control_plane.failure("service-account-extend-token-expiration", {}) if {
	input.component == "kube-apiserver"
	not control_plane.is_off("service-account-extend-token-expiration")
	not _is_told_elsewhere
}

_is_told_elsewhere if {
	input.elsewhere
	not control_plane.has("service-account-extend-token-expiration")
}
