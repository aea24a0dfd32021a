# METADATA
# title: Requests must not be above limits
# description: >-
#   A request is what the scheduler reserves, and a limit what the container gets at most. A request above the limit
#   cannot be met, and the API server refuses the pod. When it stands in the template of a Deployment or a Job, the
#   object is accepted and its pods never appear. An amount that is none cannot be compared and is found, too.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Lower the request to what the container needs at most, or raise the limit to the request or above.
#   message: "{where} requests {request} of {resource}, but its limit is {limit}"
#   tags: []
#   aliases: []
package touchstone.resources["request-over-limit"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.quantities
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "its resources are not written as Kubernetes has them" if {
	some holder in _holders
	some list in [holder.resources, values.field(holder.resources, "requests"), values.field(holder.resources, "limits")]
	list != null
	not is_object(list)
}

fail contains {
	"path": array.concat(pair.path, ["resources", "requests", pair.resource]),
	"details": {
		"where": pair.where,
		"resource": pair.resource,
		"request": values.show(pair.request),
		"limit": values.show(pair.limit),
	},
} if {
	some pair in _pairs
	not _is_below(pair.request, pair.limit)
}

_is_below(request, limit) if request == limit

# The tolerance is for fractions that binary numbers do not hold, not for amounts.
_is_below(request, limit) if quantities.milli(request) <= quantities.milli(limit) * 1.000000001

_pairs := [pair |
	some holder in _holders
	limits := values.field(holder.resources, "limits")
	some resource, request in values.field(holder.resources, "requests")
	request != null
	limit := values.field(limits, resource)
	limit != null
	pair := {"where": holder.where, "path": holder.path, "resource": resource, "request": request, "limit": limit}
]

_holders := array.concat([_pod], [_holder(container) | some container in input.containers])

_pod := {"where": "the pod", "path": input.pod.path, "resources": values.field(input.pod.spec, "resources")}

_holder(container) := {
	"where": containers.where(container),
	"path": container.path,
	"resources": values.field(container, "resources"),
}
