# METADATA
# title: Autoscalers must have a target that exists
# description: >-
#   An autoscaler whose target is not there scales nothing: the workload that it was written for stays at its
#   size under any load. Judged are HorizontalPodAutoscalers, VerticalPodAutoscalers and ScaledObjects of KEDA;
#   a target of a kind that the evidence does not have is not.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [HorizontalPodAutoscaler, ScaledObject, VerticalPodAutoscaler]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the apiVersion, kind or name of the target.
#   message: "there is no {target} {namespace}/{name} to scale"
#   tags: []
#   aliases:
#     - kube-linter:dangling-horizontalpodautoscaler
#     - kube-score:horizontalpodautoscaler-has-target
package touchstone.reference["scale-target-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no target of an autoscaler" if not relations.refers_to("scale-target")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "scale-target"
	some missing in relations.missing_at(reference)
}
