# METADATA
# title: Secrets must be written encrypted
# description: >-
#   The first provider of the entry that means a resource is the one that writes. When it is identity, or when no entry
#   means Secrets, they stand in etcd and in each of its backups as they are, and the file only looks like encryption.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
# custom:
#   severity: critical
#   kinds: [object]
#   resources: [EncryptionConfiguration]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Put a provider that encrypts before identity in the entry that means secrets, and write all Secrets anew.
#   message: "{resource} are written unencrypted: {problem}"
#   tags: []
#   aliases: []
#   parameters:
#     resources:
#       description: What has to be encrypted, as the configuration names it, such as secrets, configmaps or agents.example.com.
#       default: [secrets]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { type: string, minLength: 1 } }
#       bound: { description: must have secrets in it, contains: { const: secrets } }
package touchstone.encryption["secrets-unencrypted"]

import data.touchstone.lib.encryption

not_applicable contains encryption.unjudged[_]

_resources := data.touchstone.parameters["encryption/secrets-unencrypted"].resources

fail contains {"path": ["resources", index, "providers", 0], "details": {"resource": resource, "problem": "the first provider is identity"}} if {
	count(encryption.unjudged) == 0
	some resource in _resources
	index := encryption.decides(resource)
	encryption.writes_with(index) == "identity"
}

fail contains {"path": ["resources"], "details": {"resource": resource, "problem": "no entry means them"}} if {
	count(encryption.unjudged) == 0
	some resource in _resources
	not _is_meant(resource)
}

_is_meant(resource) if encryption.decides(resource) >= 0
