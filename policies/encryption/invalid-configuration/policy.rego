# METADATA
# title: Encryption configurations must be ones that the API server takes
# description: >-
#   An API server does not start with a configuration that it cannot read, and whoever is in a hurry then takes it
#   away. All other checks of encryption pass such a configuration over.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [EncryptionConfiguration]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Write resources and providers as apiserver.config.k8s.io/v1 has them: each provider alone in its item, with named
#     keys.
#   message: "the encryption configuration says nothing: {problem}"
#   tags: []
#   aliases: []
package touchstone.encryption["invalid-configuration"]

import data.touchstone.lib.encryption
import data.touchstone.lib.manifests

not_applicable contains manifests.other_than("apiserver.config.k8s.io", "EncryptionConfiguration")

fail contains {"path": fault.path, "details": {"problem": fault.problem}} if {
	manifests.is("apiserver.config.k8s.io", "EncryptionConfiguration")
	some fault in encryption.faults
}
