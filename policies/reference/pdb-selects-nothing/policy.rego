# METADATA
# title: PodDisruptionBudgets must select a pod
# description: >-
#   A budget whose selector fits no pod protects nothing: a drain may evict every pod of the workload that it
#   was written for at once. Nothing is judged where the evidence has no
#   pods, or where a custom resource of the namespace runs pods with labels of its own choice.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the selector fit the labels of the pods that it means, in the same namespace, or remove the budget.
#   message: "it selects no pod of namespace {namespace}"
#   tags: []
#   aliases: []
package touchstone.reference["pdb-selects-nothing"]

not_applicable contains "it is no PodDisruptionBudget with a selector" if not _is_budget

not_applicable contains "the evidence does not tell which pods there are" if {
	some selection in input.selections
	not selection.known
	selection.count == 0
}

_is_budget if {
	input.kind == "PodDisruptionBudget"
	count(input.selections) > 0
}

fail contains {"path": selection.path, "details": {"namespace": input.metadata.namespace}} if {
	some selection in input.selections
	selection.count == 0
}
