# METADATA
# title: Pods must name a PriorityClass that exists
# description: >-
#   A pod with a priority class that is not there is refused by the API server. The classes that begin with
#   system- come with Kubernetes; nothing is judged where the evidence has no PriorityClasses.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
# custom:
#   severity: low
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the PriorityClass, or correct priorityClassName.
#   message: "there is no {target} {name}"
#   tags: []
#   aliases: []
package touchstone.reference["priority-class-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no PriorityClass that it names" if not relations.refers_to("priority-class")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "priority-class"
	some missing in relations.missing_at(reference)
}
