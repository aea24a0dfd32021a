# METADATA
# title: Endpoints must renegotiate securely
# description: >-
#   A server without the extension of RFC 5746 takes a second handshake for the beginning of a new conversation, so that an
#   attacker can put words of its own in front of a client's: requests that then count as the client's.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc5746
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [300]
#   remediation: Bring the server's TLS library up to date, and switch what is called legacy or unsafe renegotiation off.
#   message: "{endpoint} does not know secure renegotiation"
#   tags: []
#   aliases: []
package touchstone.tls["insecure-renegotiation"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"protocols"}, _is_faulty)

not_applicable contains "it accepts TLS 1.3 alone, which has no renegotiation" if _is_newest

fail contains {"path": [], "details": {"endpoint": tls.called}} if _is_faulty

default _is_faulty := false

_is_faulty if {
	not _is_newest
	not input.secureRenegotiation == true
}

_is_newest if {
	every protocol in input.protocols {
		protocol == "TLSv1.3"
	}
}
