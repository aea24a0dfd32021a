# METADATA
# title: Autoscaled workloads must not set their own replicas
# description: >-
#   When a workload that an autoscaler scales has spec.replicas as well, each deployment sets the number back:
#   under load, just when it was raised, most of the pods are stopped at once.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# custom:
#   severity: low
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Remove spec.replicas from the workload; the autoscaler keeps the number.
#   caution: >-
#     A deployment that is new starts with one replica, until the autoscaler has looked at it.
#   message: "replicas is {replicas}, and {scaler} scales it"
#   tags: []
#   aliases:
#     - kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured
package touchstone.availability["hpa-with-fixed-replicas"]

import data.touchstone.lib.values

not_applicable contains "no autoscaler scales it" if count(object.get(input, "scaledBy", [])) == 0

not_applicable contains "it is scaled to 0, which switches the autoscaler off" if input.spec.replicas == 0

fail contains {
	"path": ["spec", "replicas"],
	"details": {"replicas": values.show(replicas), "scaler": concat(" ", [scaler.kind, scaler.name])},
	"fix": {"remove": true},
} if {
	some scaler in input.scaledBy
	scaler.kind != "VerticalPodAutoscaler"
	replicas := object.get(input.spec, "replicas", null)
	replicas != null
}
