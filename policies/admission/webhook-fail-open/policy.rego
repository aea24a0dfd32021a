# METADATA
# title: Admission control must not fail open
# description: >-
#   With failurePolicy Ignore, the API server lets through what it could not ask about: while the webhook is down,
#   slow or overloaded, nothing is checked and nobody is told. Whoever can bring it down, or waits until it is, gets
#   around the policy.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy
#   - https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [MutatingAdmissionPolicy, MutatingWebhookConfiguration, ValidatingAdmissionPolicy, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: [636]
#   remediation: >-
#     Set failurePolicy to Fail, run more than one replica of the webhook, and exempt the namespaces that it needs
#     itself by a namespaceSelector.
#   caution: While the webhook does not answer, every request that it is asked about is refused.
#   message: "{what} lets requests through when it cannot be asked"
#   tags: []
#   aliases: []
package touchstone.admission["webhook-fail-open"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values
import data.touchstone.lib.webhooks

not_applicable contains "the object configures no admission control" if {
	not webhooks.is_configuration
	not _is_policy
}

fail contains {
	"path": ["webhooks", index, "failurePolicy"],
	"details": {"what": concat(" ", ["webhook", values.name(webhook, index)])},
	"fix": {"set": "Fail"},
} if {
	webhooks.is_configuration
	some index, webhook in webhooks.webhooks
	not values.field(webhook, "failurePolicy") in [null, "", "Fail"]
}

fail contains {"path": ["spec", "failurePolicy"], "details": {"what": "the policy"}, "fix": {"set": "Fail"}} if {
	_is_policy
	not values.field(values.field(input, "spec"), "failurePolicy") in [null, "", "Fail"]
}

_is_policy if manifests.is("admissionregistration.k8s.io", "ValidatingAdmissionPolicy")

_is_policy if manifests.is("admissionregistration.k8s.io", "MutatingAdmissionPolicy")
