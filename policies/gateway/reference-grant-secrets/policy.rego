# METADATA
# title: Reference grants must name the Secrets that they share
# description: >-
#   A ReferenceGrant to the kind Secret without a name lets the other namespace point its listeners at every Secret
#   here, also at those that come later. The controller reads them with its own rights, and serves hosts of this
#   namespace with their keys. Grants to Services are not judged.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/api-types/referencegrant/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [ReferenceGrant]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set the name of the Secret in each entry of spec.to whose kind is Secret.
#   message: "the grant shares every Secret of the namespace"
#   tags: []
#   aliases: []
package touchstone.gateway["reference-grant-secrets"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("gateway.networking.k8s.io", "ReferenceGrant")

not_applicable contains "the grant is to no Secret" if {
	count(_secrets) == 0
}

_secrets := [{"index": index, "name": values.field(to, "name")} |
	some index, to in values.entries(values.field(values.field(input, "spec"), "to"))
	values.field(to, "kind") == "Secret"
	values.field(to, "group") in [null, ""]
]

fail contains {"path": ["spec", "to", secret.index, "name"], "details": {}} if {
	some secret in _secrets
	not _is_name(secret.name)
}

_is_name(name) if {
	is_string(name)
	name != ""
}
