# METADATA
# title: Routes must belong to a Gateway that exists
# description: >-
#   A route whose parent is not there is attached to nothing and serves nobody, without any error but in its own
#   status. Nothing is judged where the evidence has no Gateways.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/api-types/httproute/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [GRPCRoute, HTTPRoute, TCPRoute, TLSRoute, UDPRoute]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name or the namespace of the parentRef.
#   message: "there is no {target} {namespace}/{name}"
#   tags: []
#   aliases: []
package touchstone.reference["gateway-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no parent of a route" if not relations.refers_to("parent")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "parent"
	some missing in relations.missing_at(reference)
}
