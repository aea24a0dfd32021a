# METADATA
# title: Pods on the host network must not stand beside pods that policies protect
# description: >-
#   On the host's network a pod has the address of its node, and no NetworkPolicy holds for it: it reaches every
#   pod of its node past all policies, and is reached on all of its ports. In a namespace that has policies
#   somebody counts on them. workload/host-network judges the setting itself.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   cwe: [923, 653]
#   remediation: >-
#     Take hostNetwork away, or move what needs it to a namespace of its own.
#   message: "{kind} {name} is on the host network, where the policies of its namespace do not hold"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["host-network-bypass"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

not_applicable contains "the namespace has no policies" if {
	input.isolated
	not input.namespaceHasPolicies
}

fail contains {"path": array.concat(input.podPath, ["hostNetwork"]), "details": {"kind": input.kind, "name": input.metadata.name}} if {
	input.hostNetwork
	input.namespaceHasPolicies
}
