# METADATA
# title: Autoscalers must have room to scale
# description: >-
#   With a maxReplicas that is no more than minReplicas, an autoscaler keeps one number of pods whatever the load is,
#   and its metrics are for nothing. The load that it was meant for then meets pods that are too few. A maxReplicas
#   below minReplicas is refused by the API server.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [HorizontalPodAutoscaler]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set maxReplicas to what the load at its highest needs, or remove the autoscaler and set replicas.
#   message: "the autoscaler never scales: minReplicas is {least}, and maxReplicas {most}"
#   tags: []
#   aliases: []
package touchstone.availability["hpa-bounds"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

not_applicable contains "it is no HorizontalPodAutoscaler" if not kinds.is("HorizontalPodAutoscaler", "autoscaling")

fail contains {"path": ["spec", "maxReplicas"], "details": {"least": values.show(_least), "most": values.show(_most)}} if {
	not _has_room
}

_most := object.get(input, ["spec", "maxReplicas"], null)

# The API server fills in 1.
_least := least if {
	least := object.get(input, ["spec", "minReplicas"], null)
	least != null
} else := 1

_has_room if {
	is_number(_most)
	is_number(_least)
	_most > _least
}
