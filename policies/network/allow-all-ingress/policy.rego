# METADATA
# title: Network policies must not let in every pod
# description: >-
#   A rule without a list of senders, or with an empty selector of namespaces beside an empty selector of pods,
#   lets in every pod of the cluster and, without a list, every address as well. Policies add up, so one such
#   rule undoes what all others deny.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [923, 284]
#   remediation: >-
#     Name who may come: pods by their labels, namespaces by theirs, or the blocks of addresses that have to.
#   message: "{kind} {name} lets in {who} on {ports}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["allow-all-ingress"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": rule.path, "details": {"kind": input.kind, "name": input.metadata.name, "who": "everyone", "ports": _ports(rule)}} if {
	some rule in networks.allowing("ingress")
	rule.everyone
}

fail contains {"path": peer.path, "details": {"kind": input.kind, "name": input.metadata.name, "who": "every pod of the cluster", "ports": _ports(rule)}} if {
	some rule in networks.allowing("ingress")
	some peer in rule.peers
	networks.every_pod(peer)
}

_ports(rule) := "every port" if rule.allPorts

_ports(rule) := concat(", ", [_port(port) | some port in rule.ports]) if not rule.allPorts

_port(port) := concat(" ", [port.protocol, json.marshal(port.port)]) if is_number(port.port)

_port(port) := concat(" ", [port.protocol, port.port]) if is_string(port.port)
