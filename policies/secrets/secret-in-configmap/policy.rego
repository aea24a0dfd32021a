# METADATA
# title: ConfigMaps must not hold passwords, tokens or private keys
# description: >-
#   A ConfigMap is for what everybody may read: roles that may not see Secrets may see it, it is not encrypted at rest
#   where Secrets are, and tools show it in full. A key that is called as secrets are called, with a value that is
#   written out, or a private key in any value, belongs into a Secret.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/configmap/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [ConfigMap]
#   optional: true
#   cwe: [522, 312]
#   remediation: >-
#     Move the value into a Secret or the store that you use for secrets, and replace it, because it has been read.
#   message: "key {key} of the ConfigMap holds {what}"
#   tags: []
#   aliases:
#     - trivy:KSV-0109
package touchstone.secrets["secret-in-configmap"]

import data.touchstone.lib.manifests
import data.touchstone.lib.secrets
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "ConfigMap")

fail contains {"path": ["data", key], "details": {"key": key, "what": "a secret that is written out"}} if {
	some key, value in values.field(input, "data")
	secrets.names_secret(key)
	secrets.is_written_out(value)
}

fail contains {"path": ["data", key], "details": {"key": key, "what": "a private key"}} if {
	some key, value in values.field(input, "data")
	secrets.has_private_key(value)
}

fail contains {"path": ["binaryData", key], "details": {"key": key, "what": "a private key"}} if {
	some key, value in values.field(input, "binaryData")
	secrets.has_private_key(base64.decode(value))
}
