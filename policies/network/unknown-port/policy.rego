# METADATA
# title: Named ports of network policies must exist
# description: >-
#   A rule may give a port by its name, which is looked up in the containers of the pods that are reached. A
#   name that none of them declares, with that protocol, opens nothing. Rules whose pods are not in the evidence
#   are not judged, nor are numbers, since containers need not declare them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [1164]
#   remediation: >-
#     Declare the port in the container under that name, or write its number.
#   message: "{kind} {name} allows port {port}, which no container declares"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["unknown-port"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

fail contains {"path": port.path, "details": {"kind": input.kind, "name": input.metadata.name, "port": port.port}} if {
	some rule in input.rules
	some port in rule.ports
	port.named
	port.known
	not port.found
}
