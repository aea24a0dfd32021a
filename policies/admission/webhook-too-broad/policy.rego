# METADATA
# title: Admission webhooks must not hold up the whole cluster
# description: >-
#   A webhook that is asked about every resource in every namespace, and whose silence refuses the request, stops the
#   cluster when it is down: leases of the control plane, nodes, and the pods that would bring it back. Nobody can
#   deploy the repair then. One with failurePolicy Ignore, with selectors or with matchConditions is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [MutatingWebhookConfiguration, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: []
#   remediation: >-
#     Name the groups and resources that the webhook is about, and exempt kube-system and its own namespace by a
#     namespaceSelector.
#   message: "webhook {webhook} refuses every change in the cluster while it cannot be asked"
#   tags: []
#   aliases: []
package touchstone.admission["webhook-too-broad"]

import data.touchstone.lib.values
import data.touchstone.lib.webhooks

not_applicable contains webhooks.other

fail contains {"path": ["webhooks", index, "rules"], "details": {"webhook": values.name(webhook, index)}} if {
	some index, webhook in webhooks.webhooks
	values.field(webhook, "failurePolicy") in [null, "", "Fail"]
	some rule in values.entries(values.field(webhook, "rules"))
	"*" in values.entries(values.field(rule, "apiGroups"))
	some resource in values.entries(values.field(rule, "resources"))
	resource in ["*", "*/*"]
	not _is_narrowed(webhook)
}

_is_narrowed(webhook) if {
	some field in ["namespaceSelector", "objectSelector"]
	some part in ["matchLabels", "matchExpressions"]
	not values.field(values.field(webhook, field), part) in [null, [], {}]
}

_is_narrowed(webhook) if not values.field(webhook, "matchConditions") in [null, []]
