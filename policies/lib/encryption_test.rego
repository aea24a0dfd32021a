package touchstone.lib.encryption_test

import data.touchstone.lib.encryption

_configuration(entries) := {
	"apiVersion": "apiserver.config.k8s.io/v1",
	"kind": "EncryptionConfiguration",
	"resources": entries,
}

_identity := [{"identity": {}}]

_kms := [{"kms": {"apiVersion": "v2", "name": "agents", "endpoint": "unix:///kms.sock"}}]

test_the_first_entry_that_means_a_resource_decides if {
	entries := [{"resources": ["configmaps"], "providers": _identity}, {"resources": ["*."], "providers": _kms}, {"resources": ["*.*"], "providers": _identity}]
	encryption.decides("configmaps") == 0 with input as _configuration(entries)
	encryption.decides("secrets") == 1 with input as _configuration(entries)
	encryption.decides("deployments.apps") == 2 with input as _configuration(entries)
}

test_a_wildcard_of_a_group_means_that_group_alone if {
	entries := [{"resources": ["*.apps"], "providers": _kms}]
	encryption.decides("deployments.apps") == 0 with input as _configuration(entries)
	not encryption.decides("secrets") with input as _configuration(entries)
	not encryption.decides("agents.myapps") with input as _configuration(entries)
}

test_sound_ones_have_no_faults if {
	every providers in [_identity, _kms, [{"identity": null}], [{"secretbox": {"keys": [{"name": "a", "secret": "PLACEHOLDER"}]}}]] {
		entries := [{"resources": ["secrets"], "providers": providers}]
		count(encryption.faults) == 0 with input as _configuration(entries)
	}
}

test_whatever_the_server_would_refuse_is_a_fault if {
	every providers in [
		null, [], "identity", ["identity"], [{}], [{"rot13": {}}], [{"identity": {}, "kms": {}}], [{"kms": {}}],
		[{"kms": {"name": "a", "endpoint": "https://kms"}}], [{"secretbox": {}}], [{"secretbox": {"keys": []}}],
		[{"aescbc": {"keys": [{"name": "", "secret": "a"}]}}], [{"aescbc": {"keys": [{"name": "a"}]}}], [{"aesgcm": null}],
	] {
		entries := [{"resources": ["secrets"], "providers": providers}]
		count(encryption.faults) > 0 with input as _configuration(entries)
		count(encryption.unjudged) > 0 with input as _configuration(entries)
	}
	every entries in [null, [], "x", [{}], [{"resources": [], "providers": _kms}], [{"resources": [1], "providers": _kms}]] {
		count(encryption.faults) > 0 with input as _configuration(entries)
	}
}
