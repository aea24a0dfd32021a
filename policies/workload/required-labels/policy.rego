# METADATA
# title: Workloads must have the labels that say what they are
# description: >-
#   Labels are how people and tools find what belongs together: which application a workload is part of, who answers
#   for it, what a report or a bill is about. A workload without them is found by its name alone, and is missing
#   wherever somebody asks by label. The labels of the object are judged, not those of its pods.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Add the label to metadata.labels with the value that your conventions give it.
#   message: "the label {label} is {value}"
#   tags: []
#   aliases:
#     - gatekeeper:K8sRequiredLabels
#     - kubescape:C-0076
#     - kubescape:C-0077
#   parameters:
#     labels:
#       description: The keys of the labels that each workload must have.
#       default: [app.kubernetes.io/name]
#       schema: { type: array, uniqueItems: true, items: { type: string, minLength: 1 } }
#       bound: { minItems: 1 }
package touchstone.workload["required-labels"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_labels := data.touchstone.parameters["workload/required-labels"].labels

fail contains {"path": ["metadata", "labels", label], "details": {"label": label, "value": values.show(value)}} if {
	some label in _labels
	value := object.get(input.metadata, ["labels", label], null)
	not _is_text(value)
}

_is_text(value) if {
	is_string(value)
	value != ""
}
