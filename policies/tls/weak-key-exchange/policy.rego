# METADATA
# title: Endpoints must exchange keys in groups that are large enough
# description: >-
#   Ephemeral keys protect as much as the group that they are from. Primes of 1024 bits are within reach of states, those of
#   512 bits of anybody; the old binary and small prime curves have less strength than the cipher that they make keys for.
# related_resources:
#   - https://weakdh.org/
#   - https://www.rfc-editor.org/rfc/rfc8422
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [326]
#   remediation: Name the groups that the server may use, such as X25519 and P-256, and give it a prime of 2048 bits or no finite-field Diffie-Hellman.
#   message: "{endpoint} exchanges keys with {group}"
#   tags: []
#   aliases: []
#   parameters:
#     dhBits:
#       description: How large primes of finite-field Diffie-Hellman must be.
#       default: 2048
#       schema: { type: integer, minimum: 1 }
#       bound: { minimum: 2048 }
#     groups:
#       description: The groups that may be accepted, by IANA's names.
#       default:
#         - X25519MLKEM768
#         - SecP256r1MLKEM768
#         - SecP384r1MLKEM1024
#         - x25519
#         - x448
#         - secp256r1
#         - secp384r1
#         - secp521r1
#         - brainpoolP256r1
#         - brainpoolP384r1
#         - brainpoolP512r1
#         - brainpoolP256r1tls13
#         - brainpoolP384r1tls13
#         - brainpoolP512r1tls13
#         - ffdhe2048
#         - ffdhe3072
#         - ffdhe4096
#         - ffdhe6144
#         - ffdhe8192
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { type: string, minLength: 1 } }
#       bound:
#         description: must name no group of less than 112 bits of strength
#         items: { not: { pattern: "^(?:sect1|sect19|secp1|group-|explicit)" } }
package touchstone.tls["weak-key-exchange"]

import data.touchstone.lib.tls

_parameters := data.touchstone.parameters["tls/weak-key-exchange"]

not_applicable contains reason if some reason in tls.unjudged({"protocols", "suites", "groups"}, _is_faulty)

fail contains {"path": [], "details": {"endpoint": tls.called, "group": group}} if some group in _weak

default _is_faulty := false

_is_faulty if count(_weak) > 0

_weak contains group if {
	some group in input.groups
	not group in _parameters.groups
}

_weak contains concat("", ["a prime of ", format_int(bits, 10), " bits"]) if {
	some bits in input.dhBits
	bits < _parameters.dhBits
}
