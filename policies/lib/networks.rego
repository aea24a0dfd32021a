# METADATA
# description: What checks of the network have in common; their input is what the graph of all policies says of one object.
package touchstone.lib.networks

# METADATA
# description: The reason why an object that runs no pods is not judged.
no_pods := "the object runs no pods" if not input.isolated

# METADATA
# description: The reason why pods on the host's network are not judged by what policies say.
on_host := "the pods are on the host's network, where policies do not hold" if input.hostNetwork

# METADATA
# description: The reason why a policy that the API server refuses is not judged by its rules.
no_policy := "the API server refuses the policy" if not input.rules

# METADATA
# description: The rules of a direction ("ingress", "egress") that allow something.
allowing(direction) := [rule |
	some rule in input.rules
	rule.direction == direction
	rule.action == "allow"
]

# METADATA
# description: Whether a rule opens nothing but name resolution.
only_dns(rule) if {
	count(rule.ports) > 0
	every port in rule.ports {
		port.port in {53, 5353, "dns", "dns-tcp"}
	}
}

# METADATA
# description: Whether a peer means every pod of every namespace.
every_pod(peer) if {
	peer.form == "pods"
	peer.everyNamespace
	peer.everyPod
}

# METADATA
# description: Ports in words, for a message.
shown("all") := "every port"

shown(ports) := ports if ports != "all"
