# METADATA
# title: Memory limits must not be far above the requests
# description: >-
#   The scheduler fills a node by requests, and containers grow up to their limits. Where the limits are many times
#   the requests, a node is full on paper long after it is full in fact: when several containers use what they may,
#   the kernel ends one of them, and it need not be the one that grew. Only memory is judged. A container that gets
#   less CPU than it wants is slower; one that gets less memory is gone. Where one of the two is missing, or is 0,
#   other checks speak of it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Raise the request to what the container uses on a busy day, or lower the limit. For what must not be ended, set
#     both to the same amount.
#   message: "{where} may use {limit} of memory, more than {factor} times its request of {request}"
#   tags: []
#   aliases:
#     - gatekeeper:K8sContainerRatios
#   parameters:
#     factor:
#       description: How many times the request a limit may be.
#       default: 4
#       schema: { type: number, minimum: 1 }
#       bound: { maximum: 10 }
package touchstone.resources["requests-far-from-limits"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.quantities
import data.touchstone.lib.resources
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_factor := data.touchstone.parameters["resources/requests-far-from-limits"].factor

fail contains {
	"path": array.concat(holder.path, ["resources", "requests", "memory"]),
	"details": {
		"where": holder.where,
		"request": values.show(request),
		"limit": values.show(limit),
		"factor": _factor,
	},
} if {
	some holder in _holders
	request := object.get(holder.resources, ["requests", "memory"], null)
	resources.is_amount(request)
	limit := object.get(holder.resources, ["limits", "memory"], null)
	resources.is_amount(limit)
	not _is_near(request, limit)
}

# The tolerance is for fractions that binary numbers do not hold, not for amounts.
_is_near(request, limit) if quantities.milli(limit) <= (quantities.milli(request) * _factor) * 1.000000001

_holders := array.concat([_pod], [_holder(container) | some container in input.containers])

_pod := {"where": "the pod", "path": input.pod.path, "resources": values.field(input.pod.spec, "resources")}

_holder(container) := {
	"where": containers.where(container),
	"path": container.path,
	"resources": values.field(container, "resources"),
}
