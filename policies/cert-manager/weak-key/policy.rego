# METADATA
# title: Certificates must have keys that are strong enough
# description: >-
#   RSA keys below 2048 bits and curves below 256 bits can be broken with money and time, and NIST SP 800-57 has
#   disallowed them. cert-manager makes RSA keys of 2048 bits where a Certificate says nothing.
# related_resources:
#   - https://cert-manager.io/docs/usage/certificate/
#   - https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Certificate]
#   optional: true
#   cwe: [326]
#   remediation: >-
#     Ask for ECDSA with 256 or 384 bits, Ed25519, or RSA with 2048 bits or more in spec.privateKey.
#   message: "the key is {key}"
#   tags: []
#   aliases: []
#   parameters:
#     rsa:
#       description: How many bits an RSA key needs at least.
#       default: 2048
#       schema: { type: integer, minimum: 1024 }
#       bound: { minimum: 2048 }
package touchstone["cert-manager"]["weak-key"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_certificate

_key := values.field(issuing.spec, "privateKey")

_algorithm := "RSA" if values.field(_key, "algorithm") == null

else := _key.algorithm

_size := values.field(_key, "size")

_bits := data.touchstone.parameters["cert-manager/weak-key"]

fail contains {"path": ["spec", "privateKey", "size"], "details": {"key": concat(" ", [_shown(_algorithm), "of size", _shown(_size)])}} if {
	not _is_strong
}

_is_strong if _algorithm == "Ed25519"

_is_strong if {
	_algorithm in {"RSA", "ECDSA"}
	_size == null
}

_is_strong if {
	_algorithm == "RSA"
	is_number(_size)
	_size >= _bits.rsa
}

_is_strong if {
	_algorithm == "ECDSA"
	is_number(_size)
	_size >= 256
}

_shown(value) := format_int(value, 10) if is_number(value)

else := values.show(value)
