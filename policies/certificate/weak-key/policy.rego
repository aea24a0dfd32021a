# METADATA
# title: Keys of certificates must be long enough
# description: >-
#   Whoever finds out the private key from the public one can be the server. RSA below 2048 bits and curves below 224 bits
#   are too short for that to be out of reach.
# custom:
#   severity: high
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [326]
#   remediation: >-
#     Issue the certificate again with a new key: ECDSA on P-256, Ed25519, or RSA with 2048 bits at least.
#   message: "the certificate {certificate} has a key of {size} ({place})"
#   tags: []
#   aliases: []
#   parameters:
#     rsa:
#       description: The fewest bits of RSA and DSA.
#       default: 2048
#       schema: { type: integer, minimum: 1 }
#       bound: { minimum: 2048 }
#     ec:
#       description: The fewest bits of elliptic curves.
#       default: 224
#       schema: { type: integer, minimum: 1 }
#       bound: { minimum: 224 }
package touchstone.certificate["weak-key"]

import data.touchstone.lib.certificates

_limits := data.touchstone.parameters["certificate/weak-key"]

_least := {
	"rsa": _limits.rsa,
	"rsa-pss": _limits.rsa,
	"dsa": _limits.rsa,
	"ec": _limits.ec,
}

# Kinds that have but good sizes.
_strong := {"ed25519", "ed448", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87"}

not_applicable contains "its key is of a kind that is not known" if not _is_known

_is_known if _least[input.key.type]

_is_known if input.key.type in _strong

fail contains {"path": [], "details": object.union(certificates.details, {"size": _size})} if {
	_is_known
	not _is_long
}

_is_long if input.key.type in _strong

_is_long if {
	is_number(input.key.bits)
	input.key.bits >= _least[input.key.type]
}

_size := concat(" ", [upper(input.key.type), format_int(input.key.bits, 10), "bits"]) if {
	is_number(input.key.bits)
} else := concat(" ", [upper(input.key.type), "of unknown size"])
