# METADATA
# title: Network policies must be such as the API server accepts
# description: >-
#   What the API server refuses is never in force, and a policy that was meant to protect something protects
#   nothing. Field names are not checked here; judged is what a policy could not mean anything with: selectors
#   with unknown operators, blocks that are none, ports out of range, peers that say nothing.
# related_resources:
#   - https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
# custom:
#   severity: high
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [1284]
#   remediation: >-
#     Correct what the message names; `kubectl apply --dry-run=server` shows the same.
#   message: "{kind} {name} is refused by the API server: {reason}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["refused-policy"]

fail contains {"path": ["spec"], "details": {"kind": input.kind, "name": input.metadata.name, "reason": input.refused}} if {
	input.refused
}
