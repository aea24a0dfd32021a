# METADATA
# title: Endpoints must not speak without TLS
# description: >-
#   What crosses the network in clear, anybody on the way reads and changes: passwords of databases, prompts, results. A
#   server that was named as an endpoint of TLS and has none, or does without it for whoever asks, protects nobody.
# custom:
#   severity: high
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Give the server a certificate, switch its TLS on, and refuse connections without it. Clients that are not set up
#     for TLS can no longer connect.
#   message: "{endpoint} {how}"
#   tags: []
#   aliases: []
package touchstone.tls.plaintext

import data.touchstone.lib.tls

not_applicable contains concat("", ["it was not measured: ", input.reason]) if not input.measured == true

not_applicable contains "the measurement is too old" if {
	tls.is_stale
	not _is_faulty
}

fail contains {"path": [], "details": {"endpoint": tls.called, "how": how}} if some how in _faults

default _is_faulty := false

_is_faulty if count(_faults) > 0

_faults contains concat("", ["speaks without TLS: ", input.reason]) if {
	input.measured == true
	not input.encrypted == true
}

_faults contains "has TLS and does not require it" if input.tlsOptional == true
