# METADATA
# title: Chains of certificates must be whole and in order
# description: >-
#   A server sends its own certificate first, and after each one that of its issuer. Where one is missing or at the wrong
#   place some clients find the way, because they know more certificates, and others fail. The root need not be sent.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [296]
#   remediation: >-
#     Put the certificate of the server first, then each issuer's, without gaps, and nothing else.
#   message: "the chain of the certificate {certificate} is broken: {what} ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["broken-chain"]

import data.touchstone.lib.certificates

not_applicable contains "it stands where certificates are that others are verified by" if input.use == "trusted"

not_applicable contains "the file is a collection, and no chain" if not _is_chain

not_applicable contains "the first certificate of the chain stands for all of it" if input.chain.position > 0

_is_chain if input.use == "presented"

# A file may hold anything; one that begins with a server's certificate and goes on with authorities is a chain.
_is_chain if {
	input.chain.leaves == 1
	input.chain.first == "leaf"
}

fail contains {"path": [], "details": object.union(certificates.details, {"what": what})} if {
	input.use != "trusted"
	input.chain.position == 0
	_is_chain
	count(_faults) > 0
	what := concat("; ", sort(_faults))
}

_last := count(input.chain.issuers) - 1

_number(position) := format_int(position + 1, 10)

_faults contains concat(" ", ["the issuer of number", _number(position), "does not follow it"]) if {
	some position, issuer in input.chain.issuers
	position < _last
	issuer in {"elsewhere", "missing"}
}

_faults contains concat(" ", ["number", _number(position), "signed itself, and yet others follow"]) if {
	some position, "self" in input.chain.issuers
	position < _last
}

_faults contains concat(" ", ["the issuer of number", _number(_last), "comes before it"]) if {
	input.chain.issuers[_last] == "elsewhere"
}

_faults contains "no authority of ca.crt has signed any of it" if input.chain.reachesAuthority == false
