# METADATA
# title: Replicated workloads must have a PodDisruptionBudget
# description: >-
#   Replicas bridge the loss of one pod, but a drain of several nodes, as an upgrade of the cluster does, may
#   evict all of them at once. A PodDisruptionBudget that selects the pods keeps enough of them up. Judged are
#   Deployments and StatefulSets that say that they run more than once, or that an autoscaler keeps above one.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: low
#   kinds: [relation]
#   resources: [Deployment, StatefulSet]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add a PodDisruptionBudget with maxUnavailable 1 whose selector fits the pods.
#   message: "{replicas} replicas, and no PodDisruptionBudget selects them"
#   tags: []
#   aliases:
#     - kube-score:deployment-has-poddisruptionbudget
#     - kube-score:statefulset-has-poddisruptionbudget
package touchstone.availability["pod-disruption-budget"]

not_applicable contains "it is neither a Deployment nor a StatefulSet" if not input.kind in {"Deployment", "StatefulSet"}

not_applicable contains "it does not say that it runs more than once" if {
	input.kind in {"Deployment", "StatefulSet"}
	not _replicas > 1
}

_replicas := least if {
	some scaler in input.scaledBy
	least := object.get(scaler.spec, "minReplicas", object.get(scaler.spec, "minReplicaCount", 1))
	is_number(least)
}

else := input.spec.replicas if is_number(input.spec.replicas)

else := 1

fail contains {"path": ["spec", "replicas"], "details": {"replicas": _replicas}} if not _has_budget

_has_budget if {
	some other in input.selectedBy
	other.kind == "PodDisruptionBudget"
}
