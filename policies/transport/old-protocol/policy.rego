# METADATA
# title: Settings must not allow TLS before 1.2
# description: >-
#   SSL, TLS 1.0 and TLS 1.1 rest on MD5 and SHA-1 and have no modern ciphers; RFC 8996 and NIST SP 800-52 Rev.
#   2 forbid them. A client that offers them may be anybody who wants to break the connection. What is written
#   counts, and where nothing is, the default of the current version of the software; docs/transport.md lists
#   them.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8996
#   - https://csrc.nist.gov/pubs/sp/800/52/r2/final
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Allow TLS 1.2 and TLS 1.3 alone: ssl_protocols of nginx, ssl-min-ver of HAProxy, ssl_min_protocol_version
#     of PostgreSQL, tls-protocols of Redis, tls_minimum_protocol_version of Envoy.
#   message: "{part} allows {protocol} {source} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["old-protocol"]

import data.touchstone.lib.transports

not_applicable contains "the settings say nothing of versions of TLS" if input.protocols == null

_good := {"TLSv1.2", "TLSv1.3"}

fail contains {"path": ["protocols"], "details": object.union(transports.details, {
	"protocol": protocol,
	"source": transports.said_by(input.protocols.source),
})} if {
	some protocol in input.protocols.value
	not protocol in _good
}

fail contains {"path": ["protocols"], "details": object.union(transports.details, {
	"protocol": "no version that exists",
	"source": transports.said_by(input.protocols.source),
})} if {
	count(input.protocols.value) == 0
}
