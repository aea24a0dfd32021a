# METADATA
# title: Endpoints must staple what OCSP says of their certificate
# description: >-
#   A certificate that names a responder of OCSP can be revoked, but clients that have to ask the responder themselves mostly
#   go on when it does not answer, and tell it whom they visit. A server that staples the answer spares them both.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6066#section-8
# custom:
#   severity: low
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Switch OCSP stapling on in the server, and let it reach the responder.
#   message: "{endpoint} has a certificate with a responder of OCSP, and staples nothing"
#   tags: []
#   aliases: []
package touchstone.tls["ocsp-stapling-missing"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"handshake", "certificates"}, _is_faulty)

not_applicable contains "no certificate of it names a responder of OCSP" if {
	every chain in input.chains {
		not chain.hasResponder == true
	}
}

fail contains {"path": [], "details": {"endpoint": tls.called}} if _is_faulty

default _is_faulty := false

_is_faulty if {
	some chain in input.chains
	chain.hasResponder == true
	not input.ocspStapled == true
}
