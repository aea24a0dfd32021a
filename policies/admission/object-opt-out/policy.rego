# METADATA
# title: Objects must not opt out of admission control
# description: >-
#   An objectSelector that leaves out what has a certain label leaves the choice to whoever writes the object: the
#   label is set, and nothing is checked. Selectors that demand a label, as for objects of a kind that only an operator
#   makes, are not judged, and neither are webhooks that change objects.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: [807]
#   remediation: >-
#     Remove the requirement from objectSelector, and make exceptions in the policy itself, by namespace or by user.
#   message: "{what} checks no object with the label {label}"
#   tags: []
#   aliases: []
package touchstone.admission["object-opt-out"]

import data.touchstone.lib.admission

not_applicable contains admission.other

fail contains {
	"path": array.concat(scope.path, ["objectSelector"]),
	"details": {"what": scope.what, "label": label},
} if {
	some scope in admission.scopes
	some label in admission.excluding_labels(scope.holder, "objectSelector")
}
