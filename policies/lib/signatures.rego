# METADATA
# description: >-
#   Reads what is signed of an image: who counts as a signer, which statements approve of the image, and which tell how it
#   was built. The document has nothing but statements that verify with a key that was given.
package touchstone.lib.signatures

_identities := data.touchstone.parameters["supply/image-unsigned"].identities

# METADATA
# description: Why a check of images has nothing to say as long as nobody gave a signature of anything.
none_given := "no signatures are given" if {
	not input.given.signatures
	not data.touchstone.parameters["supply/image-unsigned"].required
}

# METADATA
# description: >-
#   Whether somebody signed who counts: the holder of a key that was given, or an identity that is named and has a
#   certificate of an authority that was given. An authority alone says only that it knows the signer.
is_trusted(signature) if {
	some signer in signature.signers
	_counts(signer)
}

_counts(signer) if signer.authority == ""

_counts(signer) if {
	signer.identity != ""
	some identity in _identities
	_names(identity, signer.identity)
}

_names(entry, identity) if entry == identity

_names(entry, identity) if {
	endswith(entry, "*")
	startswith(identity, trim_suffix(entry, "*"))
}

# METADATA
# description: Whether whoever signed it approved of the image, and did not only tell something of it.
approves(signature) if signature.predicateType in {"", "https://sigstore.dev/cosign/sign/v1"}

approves(signature) if is_provenance(signature)

approves(signature) if {
	startswith(signature.predicateType, "https://slsa.dev/verification_summary/")
	signature.verificationResult == "PASSED"
}

# METADATA
# description: Whether it is SLSA provenance of a version that is read.
is_provenance(signature) if {
	signature.predicateType in {"https://slsa.dev/provenance/v0.2", "https://slsa.dev/provenance/v1"}
}

# METADATA
# description: Provenance of the image by signers who count.
provenance := [signature |
	some signature in input.signatures
	is_provenance(signature)
	is_trusted(signature)
]

# METADATA
# description: Identities of certificates that verify, and are not among those that are named; in a list for people.
strangers := concat(", ", sort({_called(signer.identity) |
	some signature in input.signatures
	some signer in signature.signers
	not _counts(signer)
}))

_called("") := "a certificate of nobody in particular"

_called(identity) := identity if identity != ""
