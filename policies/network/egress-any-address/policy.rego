# METADATA
# title: Policies that open the Internet must leave out private networks
# description: >-
#   A rule for egress to 0.0.0.0/0 or ::/0, or one without peers, is meant for the Internet and opens much more:
#   every pod, every node, whatever else is in the private networks around the cluster, and the address where a
#   cloud tells a machine its credentials. `except` takes these out. Rules for DNS alone are not judged, nor are
#   rules without peers for all ports, which are network/allow-all-egress.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [918]
#   remediation: >-
#     List the private networks and 169.254.169.254/32 in `except` of the ipBlock, or name the networks that are
#     needed.
#   message: "{ports} of any address may be connected to, {network} included"
#   tags: []
#   aliases: []
#   parameters:
#     networks:
#       description: The networks that a rule for any address must leave out.
#       default: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.169.254/32, "fc00::/7"]
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[0-9a-fA-F.:]+/[0-9]+$" } }
#       bound: { minItems: 1 }
#     dnsPorts:
#       description: The ports of DNS, which may be open to any address.
#       default: [53, 5353, 8053]
#       schema: { type: array, items: { type: integer, minimum: 1, maximum: 65535 } }
#       bound: { maxItems: 3 }
package touchstone.network["egress-any-address"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

_networks := data.touchstone.parameters["network/egress-any-address"].networks

_dns := data.touchstone.parameters["network/egress-any-address"].dnsPorts

fail contains {
	"path": peer.path,
	"details": {"ports": networks.ports(rule), "network": missing[0]},
} if {
	some rule in networks.openings("egress")
	not _is_dns(rule)
	some peer in rule.peers
	peer.any
	missing := [network | some network in _networks; not _is_left_out(network, peer)]
}

fail contains {
	"path": rule.path,
	"details": {"ports": networks.ports(rule), "network": _networks[0]},
} if {
	some rule in networks.openings("egress")
	rule.everyone
	not networks.opens_all_ports(rule)
	not _is_dns(rule)
}

_is_dns(rule) if {
	count(rule.ports) > 0
	every port in rule.ports {
		port.port in _dns
		port.endPort in [0, port.port]
	}
}

# Addresses of the other version of IP are in no block of this one.
_is_left_out(network, peer) if contains(network, ":") != contains(peer.cidr, ":")

_is_left_out(network, peer) if {
	some except in peer.except
	net.cidr_contains(except, network)
}
