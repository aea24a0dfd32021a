# METADATA
# title: Of every credential it must be known when it was renewed
# description: >-
#   A system that keeps a record of rotations should find all of its credentials in it. One of which nobody says when it was
#   renewed is the one that never was.
# custom:
#   severity: low
#   kinds: [credential]
#   resources: [Credential]
#   optional: true
#   cwe: [262]
#   remediation: >-
#     Enter the credential in the record of rotations, or annotate its Secret with touchstone.dev/rotated-at.
#   message: "nobody says when the {kind} {credential} was renewed ({place})"
#   tags: []
#   aliases: []
package touchstone.rotation.unknown

import data.touchstone.lib.credentials

not_applicable contains "it is no Secret, and says by itself when it was renewed" if not _is_secret

_is_secret if input.source == "secret"

_is_secret if {
	input.source == "record"
	startswith(input.of, "Secret ")
}

fail contains {"path": [], "details": object.union(credentials.details, {"kind": input.kind})} if not is_number(input.ageDays)
