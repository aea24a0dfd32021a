# METADATA
# title: What one network policy allows the other side must not deny
# description: >-
#   A connection needs egress of the sender and ingress of the receiver. Where a rule names pods whose own
#   policies deny the same connection, one of the two is a mistake: the path that somebody wanted is closed, or
#   the rule is older than what it was for.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: low
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [1164]
#   remediation: >-
#     Add the rule that is missing on the other side, or delete this one; `touchstone reach --from --to` names
#     the policies.
#   message: "{kind} {name} allows {direction} that the other side denies to {count} of its workloads"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["one-sided-path"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {
	"path": peer.path,
	"details": {"kind": input.kind, "name": input.metadata.name, "direction": rule.direction, "count": peer.blocked},
} if {
	some rule in input.rules
	some peer in rule.peers
	peer.form == "pods"
	peer.blocked > 0
}
