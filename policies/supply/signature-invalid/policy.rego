# METADATA
# title: Signatures must verify with a key that is given
# description: >-
#   A signature that does not verify says that something was changed, that somebody else signed, or that nobody knows whose
#   key it is. All three look the same from outside, and none of them is evidence: what the statement claims is not counted
#   for any image. Keys are given with --signature-key; no log and no network is asked.
# related_resources:
#   - https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
# custom:
#   severity: high
#   kinds: [signature]
#   resources: [SignedStatement]
#   optional: true
#   cwe: [347]
#   remediation: >-
#     Give the public key of the signer with --signature-key. If it is given, fetch the statement again, and find out who
#     signed what you have.
#   message: "a signature of {what} does not verify: {why}"
#   tags: []
#   aliases: []
package touchstone.supply["signature-invalid"]

fail contains {"path": [], "details": {"what": _what, "why": _why}} if not _is_verified

_is_verified if input.verified == true

_what := "nothing that has a name" if count(_names) == 0

else := concat(", ", array.slice(_names, 0, 3))

_names := sort({name | some subject in input.subjects; name := _name(subject); name != ""})

_name(subject) := subject.name if subject.name != ""

else := subject.digest

_why := "it has none" if count(input.signatures) == 0

else := concat("; ", sort({signature.reason | some signature in input.signatures}))
