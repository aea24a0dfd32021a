# METADATA
# title: Services must select a pod
# description: >-
#   A Service whose selector fits no pod has no endpoints: whoever calls it waits for nothing. Most often a label
#   was renamed on one side only, or the Service stands in another namespace. Services without a selector are not
#   judged, because somebody else writes their endpoints; nor is a Service without pods where the evidence has none,
#   where a custom resource of its namespace runs pods with labels of its own choice, or in kube-system, where they
#   may be the control plane's.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [Service]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the selector fit the labels of the pods that it means, in the same namespace, or remove the Service.
#   message: "it selects no pod of namespace {namespace}"
#   tags: []
#   aliases:
#     - kube-linter:dangling-service
#     - kube-score:service-targets-pod
package touchstone.reference["service-selects-nothing"]

not_applicable contains "it is no Service that selects pods" if not _is_service

not_applicable contains "the evidence does not tell which pods there are" if {
	some selection in input.selections
	not selection.known
	selection.count == 0
}

not_applicable contains "the pods of the control plane are not in the evidence" if {
	input.metadata.namespace == "kube-system"
	some selection in input.selections
	selection.count == 0
}

_is_service if {
	input.kind == "Service"
	count(input.selections) > 0
}

fail contains {"path": selection.path, "details": {"namespace": input.metadata.namespace}} if {
	some selection in input.selections
	selection.count == 0
}
