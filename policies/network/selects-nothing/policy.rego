# METADATA
# title: Policies must select a pod
# description: >-
#   A policy whose selector fits no pod protects nothing, although it looks as if something were protected. Most
#   often a label was renamed on one side only, the policy stands in another namespace, or its pods are on the
#   host's network, where no policy holds. Nothing is judged where the evidence cannot know the pods: in
#   namespaces of which it has none, where a controller runs pods of its own choice, and in kube-system.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [693]
#   remediation: >-
#     Make the selector fit the labels of the pods that it means, in their namespace, or remove the policy.
#   message: "it selects no pod"
#   tags: []
#   aliases:
#     - kube-score:networkpolicy-targets-pod
package touchstone.network["selects-nothing"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy

not_applicable contains "the evidence does not tell which pods there are" if {
	input.selects.count == 0
	not input.selects.known
}

fail contains {"path": input.selects.path, "details": {}} if input.selects.count == 0
