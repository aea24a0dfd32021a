# METADATA
# title: Endpoints must not compress
# description: >-
#   When TLS compresses, the length of what is sent tells whether a guess was right: with a few thousand requests an attacker
#   reads a session's cookie out of it (CRIME).
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9325
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Switch the compression of TLS off; what has to be small is compressed by the application.
#   message: "{endpoint} compresses what it encrypts"
#   tags: []
#   aliases: []
package touchstone.tls.compression

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"protocols", "suites"}, _is_faulty)

not_applicable contains "it accepts TLS 1.3 alone, which has no compression" if _is_newest

fail contains {"path": [], "details": {"endpoint": tls.called}} if _is_faulty

default _is_faulty := false

_is_faulty if {
	not _is_newest
	not input.compression == false
}

_is_newest if {
	every protocol in input.protocols {
		protocol == "TLSv1.3"
	}
}
