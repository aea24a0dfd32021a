# METADATA
# title: HTTPS endpoints must tell browsers to come back with HTTPS only
# description: >-
#   Without Strict-Transport-Security a browser tries HTTP first whenever somebody types a name, and whoever is in between
#   answers in place of the server. With a short age the protection is gone when the visitor comes back.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6797
# custom:
#   severity: low
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Send Strict-Transport-Security with a max-age of a year or more with every answer over HTTPS. Browsers refuse
#     HTTP for the name until the age is over.
#   message: "{endpoint} {what}"
#   tags: []
#   aliases: []
#   parameters:
#     seconds:
#       description: How long browsers have to remember it, at least.
#       default: 31536000
#       schema: { type: integer, minimum: 1 }
#       bound: { minimum: 15552000 }
package touchstone.tls["hsts-missing"]

import data.touchstone.lib.tls

_seconds := data.touchstone.parameters["tls/hsts-missing"].seconds

not_applicable contains reason if some reason in tls.unjudged({"http"}, _is_faulty)

not_applicable contains "it was not named as an endpoint of HTTPS" if input.mode != "https"

not_applicable contains "it did not answer in HTTP" if {
	input.mode == "https"
	input.http == null
}

fail contains {"path": [], "details": {"endpoint": tls.called, "what": what}} if some what in _faults

default _is_faulty := false

_is_faulty if count(_faults) > 0

_faults contains "sends no Strict-Transport-Security" if {
	is_object(input.http)
	input.http.hsts == null
}

_faults contains concat("", ["sends Strict-Transport-Security for ", format_int(age, 10), " seconds only"]) if {
	age := input.http.hsts.maxAge
	age < _seconds
}
