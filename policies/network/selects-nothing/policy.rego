# METADATA
# title: Network policies must select a workload
# description: >-
#   A policy whose selector means no pods protects nothing: a label was renamed, or misspelt, and what it was
#   written for is open. Policies of namespaces whose pods are not in the evidence, or are made by operators,
#   are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy]
#   cwe: [1164, 923]
#   remediation: >-
#     Correct the selector so that it has the labels of the pods' template, or delete the policy.
#   message: "{kind} {name} selects no workload"
#   tags: []
#   aliases: [kube-score:networkpolicy-targets-pod]
#   optional: true
package touchstone.network["selects-nothing"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

not_applicable contains "the pods that it may mean are not in the evidence" if not input.selects.known

fail contains {"path": input.selects.path, "details": {"kind": input.kind, "name": input.metadata.name}} if {
	input.selects.count == 0
}
