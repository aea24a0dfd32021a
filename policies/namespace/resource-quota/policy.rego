# METADATA
# title: Namespaces must have a quota
# description: >-
#   Without a ResourceQuota, one namespace can take all that the cluster has: a workload that scales without end, or
#   Jobs that pile up, then leave the pods of others waiting. A quota that bounds CPU, memory or the number of pods
#   counts, whatever its scopes; whether its numbers fit is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/resource-quotas/
# custom:
#   severity: low
#   kinds: [namespace]
#   cwe: [770]
#   remediation: >-
#     Add a ResourceQuota that bounds the requests and limits of CPU and memory, or the number of pods.
#   message: "namespace {namespace} has no ResourceQuota that bounds CPU, memory or pods"
#   tags: []
#   aliases:
#     - trivy:KSV-0040
package touchstone.namespace["resource-quota"]

import data.touchstone.lib.network_policies
import data.touchstone.lib.values

not_applicable contains network_policies.no_workloads

_bounds := {
	"count/pods",
	"cpu",
	"limits.cpu",
	"limits.memory",
	"memory",
	"pods",
	"requests.cpu",
	"requests.memory",
}

fail contains {"path": [], "details": {"namespace": input.name}} if {
	not _is_bounded
}

_is_bounded if {
	some quota in input.resourceQuotas
	some resource, amount in values.field(quota.spec, "hard")
	resource in _bounds
	amount != null
}
