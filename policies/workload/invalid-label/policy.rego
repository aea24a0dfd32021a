# METADATA
# title: Labels must be written as Kubernetes takes them
# description: >-
#   The API server refuses an object with a label that is too long, has a character that labels cannot have or is no
#   text. The labels of a template are no different. It happens when values end up in labels: a version with a plus,
#   the name of a branch with a slash, a number or true without quotation marks.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Use letters, digits, hyphens, underscores and dots, begin and end with a letter or a digit, keep to 63
#     characters, and put numbers in quotes. What does not fit belongs into an annotation.
#   message: "label {label} of {where} {problem}"
#   tags: []
#   aliases:
#     - kube-score:label-values
package touchstone.workload["invalid-label"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_places := [
	{"where": "the object", "path": ["metadata"], "labels": values.field(input.metadata, "labels")},
	{"where": "the pod", "path": input.pod.metadataPath, "labels": values.field(input.pod.metadata, "labels")},
]

# A Pod is its own pod.
_first := 1 if input.pod.metadataPath == ["metadata"]

else := 0

fail contains {
	"path": array.concat(place.path, ["labels", label]),
	"details": {"where": place.where, "label": label, "problem": problem},
} if {
	some place in array.slice(_places, _first, 2)
	is_object(place.labels)
	some label, value in place.labels
	problem := _problem(label, value)
}

fail contains {
	"path": array.concat(place.path, ["labels"]),
	"details": {"where": place.where, "label": "list", "problem": "is no mapping"},
} if {
	some place in array.slice(_places, _first, 2)
	place.labels != null
	not is_object(place.labels)
}

_problem(label, value) := "has a key that is none" if not _is_key(label)

else := "has a value that is no text" if {
	not is_string(value)
	value != null
}

else := "has a value that is none" if {
	value != null
	not _is_value(value)
}

_characters := "abcdefghijklmnopqrstuvwxyz-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

_is_value("")

_is_value(text) if _is_name(text)

# Trimming takes away all of a text that has no other characters.
_is_name(text) if {
	text != ""
	count(text) <= 63
	trim_left(text, _characters) == ""
	trim(text, "-_.") == text
}

_is_key(text) if {
	not contains(text, "/")
	_is_name(text)
}

_is_key(text) if {
	[prefix, name] := split(text, "/")
	_is_name(name)
	_is_domain(prefix)
}

# Those of most labels, for speed.
_is_domain(text) if text in ["app.kubernetes.io", "helm.sh"]

else if {
	text != ""
	count(text) <= 253
	trim_left(text, "abcdefghijklmnopqrstuvwxyz-.0123456789") == ""
	trim(text, "-.") == text
	not contains(text, "..")
}
