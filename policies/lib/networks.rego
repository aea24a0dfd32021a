# METADATA
# description: >-
#   Reads the documents of the network: who reaches a workload and whom it reaches, and what the rules of a policy mean.
package touchstone.lib.networks

# METADATA
# description: The reason why a document is not that of a workload; undefined when it is one.
no_workload := "it runs no pods" if not input.podPath

# METADATA
# description: >-
#   The reason why policies of the network say nothing about it; undefined for a workload that they hold for.
no_policy_holds := no_workload if no_workload != ""

else := "the pod is on the host's network, where no policy holds for it" if input.hostNetwork

# METADATA
# description: The reason why a document is not that of a policy in effect; undefined when it is one.
no_policy := "it is no network policy" if not input.rules

else := "the API server refuses it" if input.refused

# METADATA
# description: >-
#   What allows in a direction ("ingress", "egress"). What a baseline policy allows would be allowed without it.
openings(direction) := [rule |
	some rule in input.rules
	rule.direction == direction
	rule.action == "allow"
	input.tier != "baseline"
]

# METADATA
# description: >-
#   Where a rule means every pod of every namespace: the rule itself when it names nobody, else its peers that do so.
every_pod(rule) := [rule.path] if rule.everyone

else := [peer.path |
	some peer in rule.peers
	peer.everyNamespace
	peer.everyPod
]

# METADATA
# description: The ports that a rule opens, in words for a message.
ports(rule) := "all ports" if rule.allPorts

else := concat(" ", ["port", words[0]]) if {
	words := _ports(rule)
	count(words) == 1
}

else := concat(" ", ["ports", concat(", ", _ports(rule))])

# In their order; one that is open by several protocols is said once.
_ports(rule) := [words |
	some index, port in rule.ports
	words := _port(port)
	not words in [_port(other) | some other in array.slice(rule.ports, 0, index)]
]

_port(port) := "all" if {
	port.port == "all"
	port.protocol == "any"
}

else := concat(" ", [port.protocol, "all"]) if port.port == "all"

else := port.port if port.named

else := concat("-", [format_int(port.port, 10), format_int(port.endPort, 10)]) if port.endPort > port.port

else := format_int(port.port, 10)

# METADATA
# description: Whether a rule opens every port of TCP, if not of all protocols.
opens_all_ports(rule) if rule.allPorts

opens_all_ports(rule) if {
	some port in rule.ports
	port.protocol in ["TCP", "any"]
	_is_whole(port)
}

_is_whole(port) if port.port == "all"

_is_whole(port) if {
	port.port == 1
	port.endPort == 65535
}

# METADATA
# description: >-
#   Whether a text of ports, such as "TCP 5432, UDP 8000-8080, SCTP", holds this one.
holds("all", _, _)

holds(text, protocol, port) if {
	contains(text, protocol)
	some item in split(text, ", ")
	_holds(split(item, " "), protocol, port)
}

_holds([protocol], protocol, _)

_holds([protocol, range], protocol, port) if {
	bounds := split(range, "-")
	to_number(bounds[0]) <= port
	port <= to_number(bounds[count(bounds) - 1])
}

# METADATA
# description: A way in from outside, in words for a message.
way(exposure) := words if words := _own_ways[exposure.via]

else := _object(exposure) if exposure.via == exposure.kind

else := concat("", [_object(exposure), " (", exposure.via, ")"])

_own_ways := {"HostNetwork": "the network of its node", "HostPort": "a port of its node"}

_object(exposure) := concat("", [exposure.kind, " ", exposure.namespace, "/", exposure.name])
