# METADATA
# title: Certificates must not be signed with a broken hash
# description: >-
#   For MD5 and SHA-1 two documents with the same hash can be made, so that a signature on one certificate holds for another
#   one, too. Clients refuse such certificates by now. The signature of a root is never looked at, and may be any.
# custom:
#   severity: high
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [328]
#   remediation: >-
#     Have the authority sign with SHA-256 or better, and issue the certificate again.
#   message: "the certificate {certificate} is signed with {algorithm} ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["weak-signature"]

import data.touchstone.lib.certificates

_broken := {"md2", "md4", "md5", "sha1"}

_sound := {"sha224", "sha256", "sha384", "sha512", "sha3-256"}

# Their hash is a part of them.
_schemes := {"eddsa", "ml-dsa"}

not_applicable contains "nobody verifies the signature of a root" if input.role == "root"

not_applicable contains "its signature is of a kind that is not known" if not _is_known

_is_known if input.signature.hash in (_broken | _sound)

_is_known if input.signature.scheme in _schemes

fail contains {"path": [], "details": object.union(certificates.details, {"algorithm": _algorithm})} if {
	input.signature.hash in _broken
}

_algorithm := concat(" and ", [input.signature.algorithm, input.signature.hash]) if {
	input.signature.scheme == "rsa-pss"
} else := input.signature.algorithm
