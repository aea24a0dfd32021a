# METADATA
# title: Policies must not let every pod of the cluster connect to all ports
# description: >-
#   A rule without peers, or with one that selects all pods of all namespaces, takes back what isolation gives:
#   policies add up, so one such rule makes every other policy for these pods pointless. It is often left from
#   the day on which something did not work. Baseline policies are not judged, because without them the same
#   would be allowed. Rules for some ports are network/cross-namespace-open.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [668, 923]
#   remediation: >-
#     Name in `from` the pods that need to connect, with their namespace, and in `ports` what they need.
#   message: "every pod of every namespace may connect to {ports}"
#   tags: []
#   aliases: []
package touchstone.network["allow-all-ingress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": path, "details": {"ports": networks.ports(rule)}} if {
	some rule in networks.openings("ingress")
	networks.opens_all_ports(rule)
	some path in networks.every_pod(rule)
}
