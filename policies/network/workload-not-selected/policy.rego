# METADATA
# title: Every workload must be selected by network policies
# description: >-
#   Pods that no policy selects for a direction take connections from everywhere, or make them to everywhere,
#   whatever policies stand beside them. That is easily missed in a namespace that has some. Policies of the
#   whole cluster that hold everybody back count, too. For pods on the host's network no policy holds, so that
#   they are found whatever selects them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: [923, 1327]
#   remediation: >-
#     Add a NetworkPolicy that selects the pods, or better one that denies everything in the namespace by
#     default.
#   message: "no policy restricts {direction} of {kind} {name}"
#   tags: []
#   aliases: [kube-score:pod-networkpolicy]
package touchstone.network["workload-not-selected"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

fail contains {"path": input.podPath, "details": {"kind": input.kind, "name": input.metadata.name, "direction": direction}} if {
	some direction in ["ingress", "egress"]
	not input.isolated[direction]
}
