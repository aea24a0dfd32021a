# METADATA
# title: Credentials must be renewed
# description: >-
#   Every credential leaks some day: into a log, a backup, the notes of somebody who left. Renewing it ends what nobody
#   noticed. Of a certificate the beginning of its validity counts, of a Secret what its annotations or the record of
#   rotations say, else when it was created.
# custom:
#   severity: medium
#   kinds: [credential]
#   resources: [Credential]
#   optional: true
#   cwe: [262, 263, 324]
#   remediation: >-
#     Renew the credential, and enter it in the record of rotations; better, have it renewed by what issues it.
#   message: "the {kind} {credential} {age} ({place})"
#   tags: []
#   aliases: []
#   parameters:
#     days:
#       description: >-
#         How old credentials may be, by their kind: a key, a password, a token, a certificate of a server or client, and a Secret
#         that does not say what it holds.
#       default: { key: 365, password: 365, token: 365, certificate: 398, secret: 365 }
#       schema:
#         type: object
#         additionalProperties: false
#         required: [key, password, token, certificate, secret]
#         properties:
#           key: { type: integer, minimum: 1 }
#           password: { type: integer, minimum: 1 }
#           token: { type: integer, minimum: 1 }
#           certificate: { type: integer, minimum: 1 }
#           secret: { type: integer, minimum: 1 }
#       bound:
#         description: must be 825 for certificates and 730 for all else at most
#         properties:
#           key: { maximum: 730 }
#           password: { maximum: 730 }
#           token: { maximum: 730 }
#           certificate: { maximum: 825 }
#           secret: { maximum: 730 }
package touchstone.rotation["credential-too-old"]

import data.touchstone.lib.credentials

_days := data.touchstone.parameters["rotation/credential-too-old"].days

not_applicable contains "nobody says when it was renewed" if input.ageDays == null

fail contains {"path": [], "details": object.union(credentials.details, {"age": _age, "kind": input.kind})} if {
	is_number(input.ageDays)
	not _is_young
}

# What the record itself demands may be stricter, and never looser.
_most := min([_days[input.kind], input.maxAgeDays]) if {
	is_number(input.maxAgeDays)
} else := _days[input.kind]

_is_young if input.ageDays <= _most

_age := concat("", [_since, " ", format_int(floor(input.ageDays), 10), " days ago, and ", format_int(_most, 10), " are allowed"])

_since := "was created, and for all that anybody says never renewed," if {
	input.dated == "creation"
} else := "was renewed"
