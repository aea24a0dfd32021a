# METADATA
# title: PodDisruptionBudgets must leave a pod to evict
# description: >-
#   A minAvailable that is as high as the number of replicas, or higher, never lets a pod go. A node with one of
#   the pods cannot be drained, and upgrades of the cluster stop there until somebody deletes the pod or the
#   budget by hand. For workloads that an autoscaler scales its minimum counts. Budgets over a workload that
#   does not say its number of replicas count it as one, as Kubernetes does.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Run more replicas than minAvailable asks for, or use maxUnavailable.
#   message: "minAvailable is {minAvailable} of {replicas} replicas, so no pod can be evicted"
#   tags: []
#   aliases:
#     - kube-linter:pdb-min-available
package touchstone.availability["pdb-above-replicas"]

import data.touchstone.lib.shares

not_applicable contains "it is no PodDisruptionBudget with minAvailable" if not _is_budget

not_applicable contains "it selects no workload with replicas that is in the evidence" if count(_counts) == 0

_is_budget if {
	input.kind == "PodDisruptionBudget"
	_least != null
}

_least := object.get(input, ["spec", "minAvailable"], null)

_matches := [match |
	some selection in input.selections
	some match in selection.matches
]

# A workload that other kinds of controllers run says nothing of how many pods there are.
_counts := [_replicas_of(match) | some match in _matches; match.kind in {"Deployment", "StatefulSet", "ReplicaSet"}]

_replicas_of(match) := least if {
	some scaler in match.scaledBy
	least := object.get(scaler.spec, "minReplicas", object.get(scaler.spec, "minReplicaCount", 1))
	is_number(least)
}

else := match.spec.replicas if is_number(match.spec.replicas)

else := 1

_replicas := sum(_counts)

fail contains {
	"path": ["spec", "minAvailable"],
	"details": {"minAvailable": _least, "replicas": _replicas},
} if {
	count(_counts) == count(_matches)
	_replicas > 0
	_wanted(_least) >= _replicas
}

_wanted(value) := value if is_number(value)

_wanted(value) := ceil((shares.percent(value) * _replicas) / 100)
