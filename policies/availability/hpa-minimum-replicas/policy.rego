# METADATA
# title: Autoscalers must keep more than one replica
# description: >-
#   A HorizontalPodAutoscaler shrinks its workload to minReplicas when there is little to do, and to a single pod
#   when that is not set. In quiet hours the workload is then away whenever that pod is. An autoscaler that goes
#   down to 0 on purpose is not judged.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [HorizontalPodAutoscaler]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.minReplicas to 2 or more.
#   message: "minReplicas is {replicas}; {minimum} or more survive the loss of a pod"
#   tags: []
#   aliases:
#     - kube-linter:hpa-minimum-three-replicas
#   parameters:
#     minimum:
#       description: How many replicas an autoscaler must keep.
#       default: 2
#       schema: { type: integer, minimum: 1, maximum: 100 }
#       bound: { minimum: 2 }
package touchstone.availability["hpa-minimum-replicas"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

_minimum := data.touchstone.parameters["availability/hpa-minimum-replicas"].minimum

not_applicable contains "it is no HorizontalPodAutoscaler" if not kinds.is("HorizontalPodAutoscaler", "autoscaling")

not_applicable contains "it scales to 0" if _replicas == 0

fail contains {
	"path": ["spec", "minReplicas"],
	"details": {"replicas": values.show(_replicas), "minimum": _minimum},
} if {
	not _is_enough
}

_replicas := object.get(input, ["spec", "minReplicas"], null)

_is_enough if {
	is_number(_replicas)
	_replicas >= _minimum
}
