# METADATA
# title: Namespaces must not opt out of admission control by a label
# description: >-
#   A namespaceSelector that leaves out namespaces with a certain label exempts whoever may label a namespace, which
#   in many clusters are the teams that the policy is for. The label kubernetes.io/metadata.name, which the API server
#   sets itself, exempts namespaces by name instead. Webhooks that change objects are not judged, and neither is
#   Gatekeeper's label admission.gatekeeper.sh/ignore, which Gatekeeper guards itself.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-namespaceselector
#   - https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
# custom:
#   severity: low
#   kinds: [object]
#   resources: [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: [807]
#   remediation: >-
#     Exempt namespaces by name, with the key kubernetes.io/metadata.name, the operator NotIn and their names.
#   message: "{what} checks nothing in namespaces with the label {label}"
#   tags: []
#   aliases: []
package touchstone.admission["namespace-opt-out"]

import data.touchstone.lib.admission

not_applicable contains admission.other

_guarded := {"kubernetes.io/metadata.name", "admission.gatekeeper.sh/ignore"}

fail contains {
	"path": array.concat(scope.path, ["namespaceSelector"]),
	"details": {"what": scope.what, "label": label},
} if {
	some scope in admission.scopes
	some label in admission.excluding_labels(scope.holder, "namespaceSelector")
	not label in _guarded
}
