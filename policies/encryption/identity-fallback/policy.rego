# METADATA
# title: Reading unencrypted objects must end after the change
# description: >-
#   identity behind a provider that encrypts lets the API server read what was written before encryption was on. It is
#   needed until every object has been written anew; after that it lets whoever can write to etcd put in Secrets that
#   nobody encrypted, and hides those that were left over.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [EncryptionConfiguration]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Write all objects anew (kubectl get secrets -A -o json | kubectl replace -f -), then remove identity from the
#     entry. Objects that were never written anew can no longer be read.
#   message: "what entry {entry} means may still be read unencrypted"
#   tags: []
#   aliases: []
package touchstone.encryption["identity-fallback"]

import data.touchstone.lib.encryption

not_applicable contains encryption.unjudged[_]

fail contains {"path": ["resources", index, "providers", place], "details": {"entry": index + 1}} if {
	count(encryption.unjudged) == 0
	some index, entry in input.resources
	encryption.writes_with(index) != "identity"
	some place, provider in entry.providers
	place > 0
	encryption.name(provider) == "identity"
}
