# METADATA
# title: Network policies must not let pods connect to everything
# description: >-
#   A rule without a list of receivers, or with every pod of every namespace in it, leaves egress as open as it
#   was without a policy: to the metadata service of the cloud, to other teams' databases, to the Internet.
#   Rules for name resolution alone are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [923, 918]
#   remediation: >-
#     Name the receivers: pods and namespaces by their labels, what is outside by blocks of addresses, each with
#     its ports.
#   message: "{kind} {name} lets pods connect to {who}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["allow-all-egress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": rule.path, "details": {"kind": input.kind, "name": input.metadata.name, "who": "everything"}} if {
	some rule in networks.allowing("egress")
	rule.everyone
	not networks.only_dns(rule)
}

fail contains {"path": peer.path, "details": {"kind": input.kind, "name": input.metadata.name, "who": "every pod of the cluster"}} if {
	some rule in networks.allowing("egress")
	not networks.only_dns(rule)
	some peer in rule.peers
	networks.every_pod(peer)
}
