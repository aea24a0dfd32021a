# METADATA
# title: Policies must not open ports to the pods of every namespace
# description: >-
#   A rule without peers, or with a namespaceSelector that selects every namespace, trusts whoever may run a pod
#   anywhere in the cluster: a namespace for experiments counts as much as the one of the clients. Labels of
#   pods do not narrow that, because those who make a pod choose them, while labels of a namespace are for
#   administrators. Rules for all ports are network/allow-all-ingress; rules that open just the ports that a
#   Service or the node publishes, or that the API server calls for a webhook, are not judged, because there
#   everyone is meant.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Name the namespace of the clients in the namespaceSelector, by its label kubernetes.io/metadata.name, and
#     the pods in a podSelector beside it.
#   message: "pods of every namespace may connect to {ports}"
#   tags: []
#   aliases: []
package touchstone.network["cross-namespace-open"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": path, "details": {"ports": networks.ports(rule)}} if {
	some rule in networks.openings("ingress")
	not rule.published
	some path in _every_namespace(rule)
}

_every_namespace(rule) := networks.every_pod(rule) if {
	not networks.opens_all_ports(rule)
	rule.everyone
}

else := [peer.path |
	some peer in rule.peers
	peer.everyNamespace
	not _opens_everything(peer, rule)
]

_opens_everything(peer, rule) if {
	peer.everyPod
	networks.opens_all_ports(rule)
}
