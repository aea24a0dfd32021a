# METADATA
# title: PodDisruptionBudgets must select the pods of one workload
# description: >-
#   In policy/v1, a budget without a selector is for no pod, and protects nothing; one whose selector is empty is for
#   every pod of the namespace, Jobs included. Where a pod then has two budgets, it cannot be evicted at all, and its
#   node not be drained.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125
# custom:
#   severity: low
#   kinds: [object]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.selector to the labels of the workload that the budget is for.
#   message: "the budget is for {pods}"
#   tags: []
#   aliases: []
package touchstone.availability["pdb-selector"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

not_applicable contains "it is no PodDisruptionBudget" if not kinds.is("PodDisruptionBudget", "policy")

_selector := values.field(values.field(input, "spec"), "selector")

fail contains {"path": ["spec", "selector"], "details": {"pods": _pods}} if not _selects

_selects if {
	some part in ["matchLabels", "matchExpressions"]
	requirements := values.field(_selector, part)
	not requirements in [null, [], {}]
}

_pods := "no pod: it has no selector" if _selector == null

else := "every pod of the namespace"
