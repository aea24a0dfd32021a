# METADATA
# title: Images must be signed by somebody who is trusted
# description: >-
#   A digest says which bytes run, and not who made them. Whoever can push to the registry or change a manifest can put
#   another digest there. A signature of the digest, by a key that only the release pipeline has, shows that the image
#   came through it. A signature of cosign counts, SLSA provenance, and a summary of a verification that passed; other
#   statements tell something of an image and approve of nothing. An image without a digest cannot be the one that was signed.
# related_resources:
#   - https://docs.sigstore.dev/cosign/verifying/verify/
#   - https://slsa.dev/spec/v1.1/verifying-artifacts
# custom:
#   severity: high
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [347]
#   remediation: >-
#     Sign the image's digest in the pipeline that builds it, give the signature with --signatures and the public key with
#     --signature-key, and pin the digest in the manifest.
#   message: "{image} is not signed by anybody who is trusted: {why}"
#   tags: []
#   aliases: []
#   parameters:
#     identities:
#       description: >-
#         Whom certificates have to name for their signatures to count, when the authority that issued them is given as a key:
#         addresses of pipelines or e-mail addresses; a * at the end stands for any end. The certificate or public key of
#         a signer itself needs no entry.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[^*\\s]+\\*?$" } }
#       bound:
#         description: must not leave open whose account of a service it is
#         items: { not: { pattern: "^[a-z]*:?/{0,2}[^/]*(/[^/]*)?\\*$" } }
#     required:
#       description: Whether the lack of a signature is a failure even when no signatures are given at all.
#       default: false
#       schema: { type: boolean }
package touchstone.supply["image-unsigned"]

import data.touchstone.lib.signatures

not_applicable contains signatures.none_given

fail contains {"path": [], "details": {"image": input.reference, "why": _why}} if not _is_signed

_is_signed if {
	some signature in input.signatures
	signatures.approves(signature)
	signatures.is_trusted(signature)
}

_why := "it has no digest that a signature could be of" if input.digest == ""

else := "no statement that verifies is of its digest" if count(input.signatures) == 0

else := concat(" ", ["nobody said that signatures of this identity count:", signatures.strangers]) if {
	signatures.strangers != ""
}

else := concat(" ", ["what is signed of it approves of nothing:", _told])

_told := concat(", ", sort({signature.predicateType | some signature in input.signatures}))
