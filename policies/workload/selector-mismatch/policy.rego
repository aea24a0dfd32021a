# METADATA
# title: Selectors must match the pods of their own template
# description: >-
#   A Deployment, StatefulSet, DaemonSet or ReplicaSet finds its pods by its selector. The API server refuses one
#   whose selector does not match the labels of its template, or that has none. It happens when labels are renamed in
#   one of the two places, or a transformer adds them in one. The selector cannot be changed afterwards.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Give the template the labels that the selector asks for, or correct the selector before the object is created.
#   message: "the selector does not match the pods of the template: {why}"
#   tags: []
#   aliases:
#     - kube-linter:mismatching-selector
#     - kube-score:deployment-pod-selector-labels-match-template-metadata-labels
#     - kube-score:statefulset-pod-selector-labels-match-template-metadata-labels
#   optional: true
package touchstone.workload["selector-mismatch"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_kinds := {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"}

not_applicable contains "its kind need not have a selector" if not _needs_selector

_needs_selector if {
	input.kind in _kinds
	input.apiVersion == "apps/v1"
}

_selector := object.get(input.spec, "selector", null)

_labels := input.pod.metadata.labels if is_object(input.pod.metadata.labels)

else := {}

fail contains {"path": ["spec", "selector"], "details": {"why": "there is none"}} if {
	values.field(_selector, "matchLabels") in [null, {}]
	values.field(_selector, "matchExpressions") in [null, []]
}

fail contains {
	"path": ["spec", "selector", "matchLabels", label],
	"details": {"why": concat(" ", ["it asks for another value of", label])},
} if {
	is_object(_selector.matchLabels)
	some label, value in _selector.matchLabels
	not _labels[label] == value
}

fail contains {
	"path": ["spec", "selector", "matchExpressions", index],
	"details": {"why": concat(" ", ["expression", format_int(index + 1, 10), "is not met"])},
} if {
	some index, expression in values.entries(values.field(_selector, "matchExpressions"))
	not _is_met(expression)
}

fail contains {"path": ["spec", "selector", "matchLabels"], "details": {"why": "matchLabels is no mapping"}} if {
	labels := values.field(_selector, "matchLabels")
	labels != null
	not is_object(labels)
}

_is_met(expression) if {
	expression.operator == "In"
	_labels[expression.key] in expression.values
}

_is_met(expression) if {
	expression.operator == "NotIn"
	is_array(expression.values)
	not values.field(_labels, expression.key) in expression.values
}

_is_met(expression) if {
	expression.operator == "Exists"
	_labels[expression.key]
}

_is_met(expression) if {
	expression.operator == "DoesNotExist"
	is_string(expression.key)
	not _has(expression.key)
}

_has(key) if _labels[key] != null
