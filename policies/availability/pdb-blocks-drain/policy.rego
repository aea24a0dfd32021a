# METADATA
# title: PodDisruptionBudgets must allow a disruption
# description: >-
#   A budget with a maxUnavailable of 0, or with a minAvailable of 100 %, never lets a pod be evicted. A node with
#   one of its pods cannot be drained, so upgrades of the cluster stop there, and somebody deletes the pod or the
#   budget by hand. A minAvailable that equals the number of replicas does the same, but only together with the
#   workload can that be seen.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [PodDisruptionBudget]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set maxUnavailable to 1 or more, and run enough replicas for the others to carry the load.
#   message: "{field} is {value}, so no pod can be evicted and no node with one drained"
#   tags: []
#   aliases:
#     - kube-linter:pdb-max-unavailable
package touchstone.availability["pdb-blocks-drain"]

import data.touchstone.lib.kinds
import data.touchstone.lib.shares
import data.touchstone.lib.values

not_applicable contains "it is no PodDisruptionBudget" if not kinds.is("PodDisruptionBudget", "policy")

fail contains {"path": ["spec", field], "details": {"field": field, "value": values.show(value)}} if {
	some field in ["maxUnavailable", "minAvailable"]
	value := object.get(input, ["spec", field], null)
	value != null
	not _allows_disruption(field, value)
}

_allows_disruption("maxUnavailable", value) if {
	is_number(value)
	value > 0
}

_allows_disruption("maxUnavailable", value) if shares.percent(value) > 0

_allows_disruption("minAvailable", value) if is_number(value)

_allows_disruption("minAvailable", value) if shares.percent(value) < 100
