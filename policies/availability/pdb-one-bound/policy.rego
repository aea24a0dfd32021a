# METADATA
# title: PodDisruptionBudgets must set one bound
# description: >-
#   A budget is minAvailable or maxUnavailable. Without either, it counts no pod as one that may go, and no node with
#   one of its pods can be drained. With both, the API server refuses it, and the workload has no budget at all.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set maxUnavailable, to 1 for example, and remove minAvailable.
#   message: "the budget sets {bounds} of minAvailable and maxUnavailable"
#   tags: []
#   aliases:
#     - kube-score:poddisruptionbudget-has-policy
package touchstone.availability["pdb-one-bound"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

not_applicable contains "it is no PodDisruptionBudget" if not kinds.is("PodDisruptionBudget", "policy")

_spec := values.field(input, "spec")

_bounds := [field |
	some field in ["maxUnavailable", "minAvailable"]
	values.field(_spec, field) != null
]

fail contains {"path": ["spec"], "details": {"bounds": "none"}} if _bounds == []

fail contains {"path": ["spec", "minAvailable"], "details": {"bounds": "both"}} if count(_bounds) == 2
