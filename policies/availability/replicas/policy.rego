# METADATA
# title: Deployments must run more than one replica
# description: >-
#   A Deployment with a single replica is away whenever its pod is: when its node fails or is drained, when it is
#   evicted, when the process ends. A second replica on another node bridges that. A Deployment that leaves replicas
#   out is not judged, because an autoscaler may set them, which one object does not show; neither is one that is
#   scaled to 0, one whose strategy is Recreate, because that says that two must not run at once, nor a StatefulSet,
#   whose program has to know how to replicate.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [Deployment]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.replicas to 2 or more, or leave it out and add a HorizontalPodAutoscaler with minReplicas.
#   message: "replicas is {replicas}; {minimum} or more survive the loss of a pod"
#   tags: []
#   aliases:
#     - kube-linter:minimum-three-replicas
#     - polaris:deploymentMissingReplicas
#   parameters:
#     minimum:
#       description: How many replicas there must be.
#       default: 2
#       schema: { type: integer, minimum: 1, maximum: 100 }
#       bound: { minimum: 2 }
package touchstone.availability.replicas

import data.touchstone.lib.pods
import data.touchstone.lib.values

_minimum := data.touchstone.parameters["availability/replicas"].minimum

not_applicable contains pods.no_containers

not_applicable contains "it is no Deployment" if input.kind != "Deployment"

not_applicable contains "replicas is not set: an autoscaler may set it" if _replicas == null

not_applicable contains "it is scaled to 0" if _replicas == 0

not_applicable contains "its strategy is Recreate: it must not run twice" if {
	values.field(object.get(input.spec, "strategy", null), "type") == "Recreate"
}

fail contains {
	"path": ["spec", "replicas"],
	"details": {"replicas": values.show(_replicas), "minimum": _minimum},
} if {
	not _is_enough
}

_replicas := object.get(input.spec, "replicas", null)

_is_enough if {
	is_number(_replicas)
	_replicas >= _minimum
}
