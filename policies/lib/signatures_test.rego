package touchstone.lib.signatures_test

import data.touchstone.lib.signatures

_own := {"key": "ab", "authority": "", "identity": ""}

_issued(identity) := {"key": "ab", "authority": "cd", "identity": identity}

_allowed := ["https://git.example.com/agents/pool/.ci/release.yml@*", "release@agents.example.com"]

_trusted(signer) if {
	signatures.is_trusted({"signers": [signer]}) with data.touchstone.parameters["supply/image-unsigned"].identities as _allowed
}

test_keys_that_were_given_count if _trusted(_own)

test_identities_count_that_are_named if {
	_trusted(_issued("https://git.example.com/agents/pool/.ci/release.yml@refs/tags/v1"))
	_trusted(_issued("release@agents.example.com"))
}

test_others_do_not if {
	not _trusted(_issued("https://git.example.com/agents/pool/.ci/try.yml@refs/tags/v1"))
	not _trusted(_issued("release@agents.example.com.example.org"))
	not _trusted(_issued(""))
}

test_none_given_is_no_excuse_where_signatures_are_required if {
	document := {"given": {"signatures": false}}
	signatures.none_given with input as document
		with data.touchstone.parameters["supply/image-unsigned"].required as false
	not signatures.none_given with input as document
		with data.touchstone.parameters["supply/image-unsigned"].required as true
}

test_only_what_approves_approves if {
	signatures.approves({"predicateType": ""})
	signatures.approves({"predicateType": "https://slsa.dev/provenance/v1"})
	summary := "https://slsa.dev/verification_summary/v1"
	signatures.approves({"predicateType": summary, "verificationResult": "PASSED"})
	not signatures.approves({"predicateType": summary, "verificationResult": "FAILED"})
	not signatures.approves({"predicateType": "https://cosign.sigstore.dev/attestation/vuln/v1", "verificationResult": ""})
}
