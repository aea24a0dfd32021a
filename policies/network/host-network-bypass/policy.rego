# METADATA
# title: Pods that policies mean must not be on the network of the host
# description: >-
#   The labels of the pod fit a NetworkPolicy, and the policy does not hold: with hostNetwork the pod has the
#   address of its node, and policies are for the addresses of pods. It is reached, and reaches, what the policy
#   forbids, and the rules of other policies that name it as a peer do not mean it either.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: [653]
#   remediation: >-
#     Remove hostNetwork, and publish the ports that are needed by a Service; if it has to stay, protect it by the
#     firewall of the nodes and by a policy of the network plug-in for hosts.
#   message: "NetworkPolicy {policy} means the pod, and does not hold for it on the host's network"
#   tags: []
#   aliases: []
package touchstone.network["host-network-bypass"]

import data.touchstone.lib.networks

not_applicable contains networks.no_workload

fail contains {"path": array.concat(input.podPath, ["hostNetwork"]), "details": {"policy": policy.name}} if {
	some policy in input.bypassed
}
