# METADATA
# title: What one policy allows must not be denied on the other side
# description: >-
#   A connection needs the policies of both sides: egress of the pod that connects, and ingress of the one that
#   answers. Here a rule allows what every pod on the other side refuses, on all ports of the rule. Either
#   something does not work, or the rule is a leftover that opens the path as soon as the other side changes.
#   Peers of which some pods let it through are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: []
#   remediation: >-
#     Allow the connection in a policy of the other side, too, or remove the rule.
#   message: "{pods} allow no connection of this {direction} rule: their policies do not let it {way}"
#   tags: []
#   aliases: []
package touchstone.network["one-sided-path"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

not_applicable contains "its rules name no pods that the evidence has" if {
	not _names_pods
}

_names_pods if {
	some rule in input.rules
	some peer in rule.peers
	peer.count > 0
}

# A document speaks of twenty of the pods at most.
fail contains {
	"path": peer.path,
	"details": {"direction": rule.direction, "pods": _pods(peer), "way": _ways[rule.direction]},
} if {
	some rule in input.rules
	some peer in rule.peers
	peer.blocked > 0
	peer.blocked == min([peer.count, 20])
}

_ways := {"ingress": "out", "egress": "in"}

_pods(peer) := "all pods that it means" if peer.count > 1

else := "the pods that it means"
