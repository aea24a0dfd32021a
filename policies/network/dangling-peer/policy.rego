# METADATA
# title: Peers of network policies must mean a workload
# description: >-
#   A peer that no pod matches lets in nobody today, and tomorrow whoever gives his pods the label that nobody
#   has. Mostly it is a label that was renamed, and a connection that is denied by mistake. Peers in namespaces
#   that are not in the evidence are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: low
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [1164]
#   remediation: >-
#     Correct the selector of the peer, or take it out.
#   message: "{kind} {name} names a peer for {direction} that is no workload"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["dangling-peer"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": peer.path, "details": {"kind": input.kind, "name": input.metadata.name, "direction": rule.direction}} if {
	some rule in input.rules
	some peer in rule.peers
	peer.form == "pods"
	peer.known
	peer.count == 0
}
