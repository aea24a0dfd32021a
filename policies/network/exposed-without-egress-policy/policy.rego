# METADATA
# title: Workloads that are reached from outside must not connect to everything
# description: >-
#   What is reached from outside is what is attacked first, and here whoever takes it over goes on from it as he
#   likes: it may connect to all ports of the Internet, or of every pod of the cluster. A restricted egress is
#   what keeps a forged request or a shell of an attacker from leading anywhere. What is open to the provider's
#   inner network alone is not judged, nor are pods on the host's network that declare no port.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   optional: true
#   cwe: [918]
#   remediation: >-
#     Add a NetworkPolicy for Egress that selects the pods and names what they need, DNS included.
#   message: "it is reached from outside by {way}, and may connect to everything {where}"
#   tags: []
#   aliases: []
package touchstone.network["exposed-without-egress-policy"]

import data.touchstone.lib.networks

not_applicable contains networks.no_workload

not_applicable contains "nothing lets anyone in from outside" if {
	not networks.no_workload
	not _is_exposed
}

_is_exposed if {
	some exposure in input.exposures
	_is_open(exposure)
}

_is_open(exposure) if {
	exposure.admitted
	not exposure.internal
	_listens(exposure)
}

# On the host's network a pod is reached on the ports that it listens on, which need not be any.
_listens(exposure) if exposure.via != "HostNetwork"

_listens(_) if count(input.ports) > 0

fail contains {"path": input.podPath, "details": {"way": networks.way(exposure), "where": _where}} if {
	exposure := [one | some one in input.exposures; _is_open(one)][0]
	_where != ""
}

_where := concat(" and ", [place |
	some [place, ports] in [["in the cluster", input.egress.all], ["on the Internet", input.egress.outside]]
	ports == "all"
])
