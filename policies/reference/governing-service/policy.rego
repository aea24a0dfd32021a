# METADATA
# title: StatefulSets must name a headless Service that exists
# description: >-
#   The pods of a StatefulSet get their own names in DNS from the headless Service that spec.serviceName names.
#   Without it members of a cluster, such as those of a database or a broker, cannot find each other, and
#   clients cannot pick one. Whether a named Service is there is not judged where the evidence has none.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
# custom:
#   severity: low
#   kinds: [relation]
#   resources: [StatefulSet]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add a Service with clusterIP None that selects the pods, and name it in spec.serviceName.
#   message: "{problem}"
#   tags: []
#   aliases:
#     - kube-score:statefulset-has-servicename
package touchstone.reference["governing-service"]

import data.touchstone.lib.relations

not_applicable contains "it is no StatefulSet" if input.kind != "StatefulSet"

not_applicable contains "the evidence has no Services" if {
	some reference in input.references
	reference.role == "governing-service"
	not reference.found
	not reference.known
}

_name := object.get(input, ["spec", "serviceName"], null)

fail contains {"path": ["spec", "serviceName"], "details": {"problem": "serviceName is not set"}} if {
	not _is_named
}

_is_named if {
	is_string(_name)
	_name != ""
}

fail contains {
	"path": reference.path,
	"details": {"problem": concat("", ["there is no Service ", reference.namespace, "/", reference.name])},
} if {
	some reference in input.references
	reference.role == "governing-service"
	relations.is_missing(reference)
}

fail contains {
	"path": reference.path,
	"details": {"problem": concat("", ["the Service ", reference.name, " is not headless"])},
} if {
	some reference in input.references
	reference.role == "governing-service"
	object.get(reference, ["target", "spec"], null) != null
	object.get(reference, ["target", "spec", "clusterIP"], null) != "None"
}
