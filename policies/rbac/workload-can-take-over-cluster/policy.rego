# METADATA
# title: No workload must be able to take over the cluster
# description: >-
#   Rights add up: who may create pods where a powerful account lives has that account, and who may bind roles has all
#   of them. For each workload that mounts a token this follows what its account may do, step by step, until it may do
#   everything. The shortest way is in the finding, with the binding that allows each step. What lies outside the
#   evidence, and holes in containers and kernels, are not in it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   cwe: [269]
#   remediation: >-
#     Break the chain at one of its steps: take the right out of the role, give the pod an account of its own, or
#     mount no token.
#   message: "whoever takes over the pod has the cluster in {steps}: {chain}"
#   tags: []
#   aliases:
#     - kubescape:C-0267
package touchstone.rbac["workload-can-take-over-cluster"]

import data.touchstone.lib.access

not_applicable contains access.no_workload

fail contains {"path": way.path, "details": {"steps": _steps(way), "chain": concat("; then ", way.steps)}} if {
	some way in input.escalations
	way.to == "cluster-admin"
}

_steps(way) := "one step" if count(way.steps) == 1

else := concat(" ", [format_int(count(way.steps), 10), "steps"])
