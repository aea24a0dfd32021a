# METADATA
# title: Webhooks and API services must call a Service that exists
# description: >-
#   An admission webhook whose Service is not there answers nothing: with failurePolicy Fail no such object can
#   be changed any more, with Ignore none is looked at. Judged are admission webhooks, aggregated APIs and
#   conversions of CRDs; nothing is where the evidence has no Services.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
# custom:
#   severity: high
#   kinds: [relation]
#   resources: [APIService, CustomResourceDefinition, MutatingWebhookConfiguration, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name, namespace or port of the Service, or remove the configuration.
#   message: "there is no {target} {namespace}/{name}{what}"
#   tags: []
#   aliases: []
package touchstone.reference["webhook-service-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no Service that it calls" if not relations.refers_to("service")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "service"
	some missing in relations.missing_at(reference)
}
