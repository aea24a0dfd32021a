# METADATA
# title: PodDisruptionBudgets must say whether unhealthy pods may be evicted
# description: >-
#   A pod that is not ready counts as a disruption. Unless the budget says otherwise, it may be evicted only while
#   enough others are ready, so that a workload that never becomes ready keeps its nodes from being drained until
#   somebody comes. AlwaysAllow lets it go. IfHealthyBudget is the default in words, for data that a pod which is
#   not ready may still hold.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set unhealthyPodEvictionPolicy to AlwaysAllow, or to IfHealthyBudget where pods that are not ready hold data
#     of their own.
#   caution: Pods that run but are not ready, because they are still starting for example, may be evicted.
#   message: "unhealthyPodEvictionPolicy is {policy}; it must say AlwaysAllow or IfHealthyBudget"
#   tags: []
#   aliases:
#     - kube-linter:pdb-unhealthy-pod-eviction-policy
package touchstone.availability["pdb-unhealthy-eviction-policy"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

not_applicable contains "it is no PodDisruptionBudget" if not kinds.is("PodDisruptionBudget", "policy")

fail contains {
	"path": ["spec", "unhealthyPodEvictionPolicy"],
	"details": {"policy": values.show(policy)},
	"fix": {"set": "AlwaysAllow"},
} if {
	policy := object.get(input, ["spec", "unhealthyPodEvictionPolicy"], null)
	not policy in ["AlwaysAllow", "IfHealthyBudget"]
}
