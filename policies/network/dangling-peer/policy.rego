# METADATA
# title: Peers of policies must select a pod
# description: >-
#   A rule names pods that are not there: nobody is let in or out by it. Either a label was renamed and a
#   connection that is needed fails, or what is left waits for whoever makes a pod with these labels. A
#   podSelector beside a namespaceSelector, as an item of its own, means pods of the policy's own namespace,
#   which is a frequent mistake. Peers in namespaces of which the evidence has no pods are not judged, nor are
#   those that do not name their namespaces by kubernetes.io/metadata.name, and those in kube-system.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: low
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the selectors fit the labels of the pods that are meant, in one item with the namespaceSelector of
#     their namespace, or remove the peer.
#   message: "no pod has the labels that the {direction} rule names"
#   tags: []
#   aliases: []
package touchstone.network["dangling-peer"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

not_applicable contains "its rules name no pods that the evidence could know" if {
	count(_known) == 0
}

_known := [{"path": peer.path, "count": peer.count, "direction": rule.direction} |
	some rule in input.rules
	some peer in rule.peers
	_is_known(peer)
]

_is_known(peer) if peer.known

_is_known(peer) if peer.count > 0

fail contains {"path": peer.path, "details": {"direction": peer.direction}} if {
	some peer in _known
	peer.count == 0
}
