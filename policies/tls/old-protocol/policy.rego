# METADATA
# title: Endpoints must not accept old versions of TLS
# description: >-
#   SSL and TLS 1.0 and 1.1 sign and encrypt by means that are broken: MD5, SHA-1 and ciphers that attacks of many years
#   read. RFC 8996 and RFC 7568 forbid them. A server that accepts one for the sake of an old client lets an attacker talk
#   any client down to it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8996
#   - https://www.rfc-editor.org/rfc/rfc7568
# custom:
#   severity: high
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Set the lowest version of the server to TLS 1.2 or 1.3, and renew clients that cannot follow. Clients that speak
#     nothing newer can no longer connect.
#   message: "{endpoint} accepts {protocol}; {minimum} is the lowest that is allowed"
#   tags: []
#   aliases: []
#   parameters:
#     minimum:
#       description: The lowest version that may be accepted.
#       default: TLSv1.2
#       schema: { enum: [TLSv1.0, TLSv1.1, TLSv1.2, TLSv1.3] }
#       bound: { enum: [TLSv1.2, TLSv1.3] }
package touchstone.tls["old-protocol"]

import data.touchstone.lib.tls
import data.touchstone.lib.tls_profiles

_minimum := data.touchstone.parameters["tls/old-protocol"].minimum

not_applicable contains reason if some reason in tls.unjudged({"protocols"}, _is_faulty)

fail contains {"path": [], "details": {"endpoint": tls.called, "protocol": protocol, "minimum": _minimum}} if {
	some protocol in _old
}

default _is_faulty := false

_is_faulty if count(_old) > 0

_new := {protocol |
	some lowest
	tls_profiles.protocols[lowest] == _minimum
	some index, protocol in tls_profiles.protocols
	index >= lowest
}

_old := {protocol | some protocol in input.protocols; not protocol in _new}
