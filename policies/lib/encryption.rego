# METADATA
# description: >-
#   Reads an EncryptionConfiguration. The first entry that means a resource decides; its first provider writes, and the
#   others only read. Keys are looked at nowhere.
package touchstone.lib.encryption

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: Why a check of what is encrypted has nothing to say of an object.
unjudged contains manifests.other_than("apiserver.config.k8s.io", "EncryptionConfiguration")

unjudged contains "the API server does not take the configuration (encryption/invalid-configuration)" if {
	manifests.is("apiserver.config.k8s.io", "EncryptionConfiguration")
	count(faults) > 0
}

_providers := {"aescbc", "aesgcm", "identity", "kms", "secretbox"}

_with_keys := {"aescbc", "aesgcm", "secretbox"}

# METADATA
# description: >-
#   The number of the entry that decides of a resource such as secrets or deployments.apps; undefined when none means it.
decides(resource) := min([index |
	some index, entry in input.resources
	some meant in entry.resources
	_means(meant, resource)
])

_means(meant, resource) if meant == resource

_means("*.*", _)

# All of the core group.
_means("*.", resource) if not contains(resource, ".")

_means(meant, resource) if {
	startswith(meant, "*.")
	count(meant) > 2
	meant != "*.*"
	endswith(resource, substring(meant, 1, -1))
}

# METADATA
# description: The name of a provider of an entry.
name(provider) := [key | some key, _ in provider][0]

# METADATA
# description: What is written with, by the number of an entry.
writes_with(index) := name(input.resources[index].providers[0])

# METADATA
# description: What the API server would refuse, or drop without a word; each with its place.
faults contains {"path": ["apiVersion"], "problem": "its apiVersion is not apiserver.config.k8s.io/v1"} if {
	input.apiVersion != "apiserver.config.k8s.io/v1"
}

faults contains {"path": [field], "problem": concat(" ", ["it has no field", field])} if {
	some field, _ in input
	not field in {"apiVersion", "kind", "metadata", "resources"}
}

faults contains {"path": ["resources"], "problem": "it has no list of resources"} if not _is_list(values.field(input, "resources"))

faults contains {"path": ["resources", index], "problem": "an entry has no list of resources and providers"} if {
	some index, entry in values.entries(values.field(input, "resources"))
	not _is_entry(entry)
}

faults contains {"path": ["resources", index, "providers", place], "problem": "a provider is not one of identity, secretbox, aesgcm, aescbc and kms, with what it needs"} if {
	some index, entry in values.entries(values.field(input, "resources"))
	some place, provider in values.entries(values.field(entry, "providers"))
	not _is_provider(provider)
}

_is_list(value) if {
	is_array(value)
	count(value) > 0
}

_is_entry(entry) if {
	is_object(entry)
	object.keys(entry) == {"providers", "resources"}
	_is_list(entry.resources)
	_is_list(entry.providers)
	every resource in entry.resources {
		is_string(resource)
		resource != ""
	}
}

_is_provider(provider) if {
	is_object(provider)
	count(provider) == 1
	some kind, settings in provider
	kind in _providers
	_is_set(kind, settings)
}

_is_set("identity", settings) if settings in [null, {}]

_is_set("kms", settings) if {
	is_string(settings.name)
	is_string(settings.endpoint)
	startswith(settings.endpoint, "unix://")
}

_is_set(kind, settings) if {
	kind in _with_keys
	_is_list(settings.keys)
	every key in settings.keys {
		is_string(key.name)
		key.name != ""
		is_string(key.secret)
		key.secret != ""
	}
}
