# METADATA
# title: Policies must not let pods connect to all ports of everything
# description: >-
#   A rule for egress without peers lets its pods connect to everything, inside and outside of the cluster; one
#   whose peer selects all pods of all namespaces lets them connect to everything inside. Policies add up, so
#   one such rule makes every other one for these pods pointless: data get out, further tools get in, and each
#   namespace can be scanned. Baseline policies are not judged, because without them the same would be allowed.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [923]
#   remediation: >-
#     Name in `to` the pods or networks that are needed, and in `ports` their ports; allow DNS in a rule of its
#     own.
#   message: "the pods may connect to {ports} of {peers}"
#   tags: []
#   aliases: []
package touchstone.network["allow-all-egress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": path, "details": {"ports": networks.ports(rule), "peers": _peers(rule)}} if {
	some rule in networks.openings("egress")
	networks.opens_all_ports(rule)
	some path in networks.every_pod(rule)
}

_peers(rule) := "everything" if rule.everyone

else := "every pod of every namespace"
