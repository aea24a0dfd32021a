# METADATA
# description: >-
#   What of a cluster's changes an admission control asks about: the selectors of webhooks, of policies of admission
#   and of their bindings.
package touchstone.lib.admission

import data.touchstone.lib.manifests
import data.touchstone.lib.values
import data.touchstone.lib.webhooks

# METADATA
# description: The reason why a check has nothing to say of an object that validates nothing.
other := "the object configures no validating admission control" if not _validates

_validates if manifests.is("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")

_validates if _match_field

_match_field := "matchConstraints" if manifests.is("admissionregistration.k8s.io", "ValidatingAdmissionPolicy")

_match_field := "matchResources" if manifests.is("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding")

# METADATA
# description: >-
#   Each place with selectors in a validating configuration, its path, what it is called and what it holds; empty for
#   all other objects.
scopes := [{"path": ["webhooks", index], "what": concat(" ", ["webhook", values.name(webhook, index)]), "holder": webhook} |
	some index, webhook in webhooks.webhooks
] if {
	manifests.is("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")
} else := [{"path": ["spec", _match_field], "what": _what, "holder": holder}] if {
	holder := values.field(values.field(input, "spec"), _match_field)
	holder != null
} else := []

_what := {"matchConstraints": "the policy", "matchResources": "the binding"}[_match_field]

# METADATA
# description: >-
#   The labels that leave something out when they are set, by selector: what a NotIn or a DoesNotExist asks for.
excluding_labels(holder, selector) := {key |
	some requirement in values.entries(values.field(values.field(holder, selector), "matchExpressions"))
	not requirement.operator in ["In", "Exists"]
	key := values.show(values.field(requirement, "key"))
}
