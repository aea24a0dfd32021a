# METADATA
# title: Routes must lead to a backend and port that exist
# description: >-
#   A route of the Gateway API whose backend is not there answers with an error 500 for its share of the
#   requests, and only its status says why. Backends of other kinds than Service are judged when the evidence
#   has objects of that kind.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/api-types/httproute/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [GRPCRoute, HTTPRoute, TCPRoute, TLSRoute, UDPRoute]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name, namespace or port of the backendRef, or remove it.
#   message: "there is no {target} {namespace}/{name}{what}"
#   tags: []
#   aliases: []
package touchstone.reference["gateway-backend-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no backend of a route" if not _is_route

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "backend"
	some missing in relations.missing_at(reference)
}

_is_route if {
	endswith(input.kind, "Route")
	relations.refers_to("backend")
}
