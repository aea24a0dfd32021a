# METADATA
# title: Network policies must not let pods connect to any address
# description: >-
#   With 0.0.0.0/0 among the receivers of a rule, whatever runs in the pods may send data anywhere and fetch
#   tools from anywhere; without exceptions the metadata service of the cloud and every pod are among them.
#   Rules for name resolution alone are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [923, 918]
#   remediation: >-
#     Write the blocks that are needed, or send traffic through a proxy and allow that alone.
#   message: "{kind} {name} lets pods connect to any address: {cidr}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["any-address-egress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": peer.path, "details": {"kind": input.kind, "name": input.metadata.name, "cidr": peer.cidr}} if {
	some rule in networks.allowing("egress")
	not networks.only_dns(rule)
	some peer in rule.peers
	peer.form == "block"
	peer.any
}
