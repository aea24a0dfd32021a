# METADATA
# title: Ports that policies name must be those of the pods
# description: >-
#   A rule names a port that no pod has which is to be reached: it lets nothing through. Policies look names up
#   in the ports that the containers of those pods declare, with their protocol, not in Services. Numbers are
#   not judged, because containers need not declare the ports that they listen on.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: []
#   remediation: >-
#     Use the name that the containers declare, declare it there, or use the number of the port.
#   message: "no pod that is to be reached has a port with the name {port}"
#   tags: []
#   aliases: []
package touchstone.network["named-port-missing"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

not_applicable contains "its rules name no ports that the evidence could know" if {
	count(_named) == 0
}

_named := [port |
	some rule in input.rules
	some port in rule.ports
	port.named
	_is_known(port)
]

_is_known(port) if port.known

_is_known(port) if port.found

fail contains {"path": port.path, "details": {"port": port.port}} if {
	some port in _named
	not port.found
}
