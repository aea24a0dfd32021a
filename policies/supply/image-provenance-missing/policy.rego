# METADATA
# title: Images must have signed provenance
# description: >-
#   Provenance is the builder's own statement of what an image was made of: which repository, which commit, by which build.
#   Without it nobody can tell whether an image that is signed comes from the source that was reviewed, or from the laptop
#   of whoever had the key. It has to be SLSA provenance of the image's digest, signed by somebody who is trusted, and to
#   name its builder.
# related_resources:
#   - https://slsa.dev/spec/v1.1/provenance
# custom:
#   severity: medium
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [494]
#   remediation: >-
#     Let the pipeline write SLSA provenance for what it builds and sign it, such as with cosign attest, and give it with
#     --signatures.
#   message: "{image} has no provenance that counts: {why}"
#   tags: []
#   aliases: []
package touchstone.supply["image-provenance-missing"]

import data.touchstone.lib.signatures

not_applicable contains signatures.none_given

fail contains {"path": [], "details": {"image": input.reference, "why": _why}} if not _has_provenance

_has_provenance if {
	some statement in signatures.provenance
	statement.builder != ""
}

_why := "it has no digest that provenance could be of" if input.digest == ""

else := "it names no builder" if count(signatures.provenance) > 0

else := concat(" ", ["nobody said that signatures of this identity count:", signatures.strangers]) if {
	signatures.strangers != ""
}

else := "no such statement that verifies is of its digest"
