# METADATA
# title: Chains of endpoints must lead to an authority that is trusted
# description: >-
#   A certificate that signed itself, or comes from an authority that nobody knows, says nothing of who has it: clients have
#   to switch their verification off, and then an attacker's certificate is as good.
# custom:
#   severity: high
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [295]
#   remediation: Have the certificate issued by an authority that clients know; give one of your own to the measurement with --ca.
#   message: "the chain of {endpoint} ends at {end}, which {why}"
#   tags: []
#   aliases: []
#   parameters:
#     authorities:
#       description: Whom chains may lead to, authorities that everybody knows (public), those that were given with --ca (given), or both.
#       default: [given, public]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { enum: [given, public] } }
package touchstone.tls["untrusted-chain"]

import data.touchstone.lib.tls

_authorities := data.touchstone.parameters["tls/untrusted-chain"].authorities

not_applicable contains reason if some reason in tls.unjudged({"certificates"}, _is_faulty)

not_applicable contains "it showed no certificate" if count(input.chains) == 0

not_applicable contains "a chain is incomplete, as tls/incomplete-chain says" if {
	some chain in input.chains
	chain.end == "missing"
	not _is_faulty
}

fail contains {"path": [], "details": {"endpoint": tls.called, "end": chain.endName, "why": _why(chain)}} if {
	some chain in _wrong
}

default _is_faulty := false

_is_faulty if count(_wrong) > 0

_wrong contains chain if {
	some chain in input.chains
	chain.end != "missing"
	not chain.end in _authorities
}

_why(chain) := "signed itself" if chain.end == "self"

else := "is not among the authorities that count"
