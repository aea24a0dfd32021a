# METADATA
# title: Ingresses must lead to a Service and port that exist
# description: >-
#   A path whose Service is not there, or has no such port, answers with an error of the controller, and some
#   controllers send it to a default backend that nobody meant. A name that is free in the namespace can also be
#   taken: whoever may create a Service there gets the traffic of the host. Nothing is judged where the evidence
#   has no Services.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [Ingress]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name or the port of the backend, or remove the path.
#   message: "there is no {target} {namespace}/{name}{what}"
#   tags: []
#   aliases:
#     - kube-linter:dangling-ingress
#     - kube-score:ingress-targets-service
package touchstone.reference["ingress-backend-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no backend of an Ingress" if not _is_ingress

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "backend"
	some missing in relations.missing_at(reference)
}

_is_ingress if {
	input.kind == "Ingress"
	relations.refers_to("backend")
}
