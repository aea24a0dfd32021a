# METADATA
# title: Network policies must not let in any address
# description: >-
#   A block such as 0.0.0.0/0 among the senders of a rule lets in the whole Internet, and with most network
#   plug-ins every pod as well. Where a load balancer is meant, its own addresses are known.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [923, 284]
#   remediation: >-
#     Write the blocks that have to come in; for traffic through an Ingress name the controller's pods in their
#     place.
#   message: "{kind} {name} lets in any address: {cidr}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["any-address-ingress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": peer.path, "details": {"kind": input.kind, "name": input.metadata.name, "cidr": peer.cidr}} if {
	some rule in networks.allowing("ingress")
	some peer in rule.peers
	peer.form == "block"
	peer.any
}
