# METADATA
# title: Policies must not let any address connect to what nothing publishes
# description: >-
#   An ipBlock of 0.0.0.0/0 or ::/0 in an ingress rule lets in whoever finds a way to the pod, and the cluster's
#   own pods unless `except` takes their networks out. Where a Service of the type LoadBalancer or NodePort, or
#   a port of the node, publishes just these ports, everyone is meant, and the rule is not judged; nor is one
#   for ports that the API server calls for a webhook, because it may have any address. What comes by an Ingress
#   or a Gateway comes from the pods of its controller, which a rule can name.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Name the networks that need to connect, or the pods of the controller that forwards what comes from outside.
#   message: "any address of {cidr} may connect to {ports}"
#   tags: []
#   aliases: []
package touchstone.network["ingress-any-address"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": peer.path, "details": {"cidr": peer.cidr, "ports": networks.ports(rule)}} if {
	some rule in networks.openings("ingress")
	not rule.published
	some peer in rule.peers
	peer.any
}
