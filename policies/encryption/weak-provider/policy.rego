# METADATA
# title: Stored objects must be encrypted by a strong provider
# description: >-
#   aescbc is open to padding oracles and no longer recommended. aesgcm is safe only while its key is changed before
#   200,000 writes, which nobody counts. Keys of all but kms lie in this file, on the disk of the control plane beside
#   what they protect. Version 1 of kms is slow, deprecated since Kubernetes 1.28 and off since 1.29.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [EncryptionConfiguration]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Let the first provider be kms with apiVersion v2, or secretbox where there is no key management service.
#   message: "what entry {entry} means is encrypted with {provider}"
#   tags: []
#   aliases: []
#   parameters:
#     strong:
#       description: The providers that may write. Leave kms alone to demand keys that no file holds.
#       default: [kms, secretbox]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { enum: [aescbc, aesgcm, kms, secretbox] } }
#       bound: { description: must not have aescbc in it, items: { not: { const: aescbc } } }
package touchstone.encryption["weak-provider"]

import data.touchstone.lib.encryption

not_applicable contains encryption.unjudged[_]

_strong := data.touchstone.parameters["encryption/weak-provider"].strong

fail contains {"path": ["resources", index, "providers", 0], "details": {"entry": index + 1, "provider": provider}} if {
	count(encryption.unjudged) == 0
	some index, _ in input.resources
	provider := encryption.writes_with(index)
	provider != "identity"
	not provider in _strong
}

fail contains {"path": ["resources", index, "providers", 0], "details": {"entry": index + 1, "provider": "version 1 of kms"}} if {
	count(encryption.unjudged) == 0
	some index, entry in input.resources
	kms := entry.providers[0].kms
	not kms.apiVersion == "v2"
}
