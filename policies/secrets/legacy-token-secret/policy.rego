# METADATA
# title: Tokens of service accounts must not be kept in Secrets
# description: >-
#   A Secret of the type kubernetes.io/service-account-token is filled with a token that never ends, for every
#   audience, and that everybody has who may read Secrets of the namespace. Projected tokens end after an hour, are
#   for one audience, and die with their pod.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/service-accounts/
#   - https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Secret]
#   optional: true
#   cwe: [613]
#   remediation: >-
#     Delete the Secret. Mount a projected serviceAccountToken volume in pods, and let programs outside the cluster
#     ask for a token with kubectl create token or their own identity.
#   message: "the Secret holds a token that never expires, of service account {serviceAccount}"
#   tags: []
#   aliases: []
package touchstone.secrets["legacy-token-secret"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Secret")

fail contains {"path": ["type"], "details": {"serviceAccount": values.show(_service_account)}} if {
	_holds_token(values.field(input, "type"))
}

_service_account := values.field(manifests.annotations, "kubernetes.io/service-account.name")

_token := "kubernetes.io/service-account-token"

_holds_token(type) if type == _token

# A list of types is refused by the API server, and hides nothing.
_holds_token(types) if _token in types
