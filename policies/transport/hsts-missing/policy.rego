# METADATA
# title: Web servers must tell browsers to come back with TLS only
# description: >-
#   Without HTTP Strict Transport Security a browser that is given an address without a scheme tries HTTP first,
#   and whoever is on the way can keep it there. Judged are settings of nginx, its Ingress controller and
#   HAProxy; a header that the application sends itself is not seen.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6797
# custom:
#   severity: low
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Add the header Strict-Transport-Security with a max-age of a year or more.
#   message: "{part} does not send Strict-Transport-Security, {source} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["hsts-missing"]

import data.touchstone.lib.transports

not_applicable contains "the settings say nothing of this header" if input.hsts == null

not_applicable contains transports.without_tls

fail contains {"path": ["hsts"], "details": object.union(transports.details, {"source": transports.said_by(input.hsts.source)})} if {
	not input.hsts.value
}
