# METADATA
# title: Namespaces must have default limits
# description: >-
#   A LimitRange gives requests and limits to containers that state none, and refuses those that ask for too much.
#   What checks find in a repository says nothing of pods that come another way; the LimitRange holds for them all. One
#   with defaults or a maximum for containers counts, or with a maximum for pods; its numbers are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/limit-range/
# custom:
#   severity: low
#   kinds: [namespace]
#   cwe: [770]
#   remediation: >-
#     Add a LimitRange of the type Container with default and defaultRequest for CPU and memory, and with a max.
#   message: "namespace {namespace} has no LimitRange that limits containers"
#   tags: []
#   aliases:
#     - trivy:KSV-0039
package touchstone.namespace["limit-range"]

import data.touchstone.lib.network_policies
import data.touchstone.lib.values

not_applicable contains network_policies.no_workloads

_fields := {"Container": ["default", "defaultRequest", "max"], "Pod": ["max"]}

fail contains {"path": [], "details": {"namespace": input.name}} if {
	not _is_limited
}

_is_limited if {
	some limit_range in input.limitRanges
	some limit in values.entries(values.field(limit_range.spec, "limits"))
	some field in _fields[limit.type]
	some resource in ["cpu", "memory"]
	values.field(values.field(limit, field), resource) != null
}
