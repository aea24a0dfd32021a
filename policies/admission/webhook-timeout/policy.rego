# METADATA
# title: Admission webhooks must answer soon
# description: >-
#   The API server waits for each webhook before it goes on, for as long as timeoutSeconds says. A webhook that hangs
#   then holds up every request that it is asked about, leases and nodes included, and several in a row add up.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts
# custom:
#   severity: low
#   kinds: [object]
#   resources: [MutatingWebhookConfiguration, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set timeoutSeconds to a few seconds, and make the webhook answer within them.
#   caution: >-
#     A webhook that needs longer is given up: by its failurePolicy requests are then refused, or let through.
#   message: "webhook {webhook} may hold up requests for {seconds} seconds, more than {most}"
#   tags: []
#   aliases: []
#   parameters:
#     mostSeconds:
#       description: How many seconds the API server may wait for a webhook.
#       default: 10
#       schema: { type: integer, minimum: 1, maximum: 30 }
#       bound: { maximum: 15 }
package touchstone.admission["webhook-timeout"]

import data.touchstone.lib.values
import data.touchstone.lib.webhooks

not_applicable contains webhooks.other

_most := data.touchstone.parameters["admission/webhook-timeout"].mostSeconds

fail contains {
	"path": ["webhooks", index, "timeoutSeconds"],
	"details": {"webhook": values.name(webhook, index), "seconds": values.show(seconds), "most": _most},
	"fix": {"set": _most},
} if {
	some index, webhook in webhooks.webhooks
	seconds := values.field(webhook, "timeoutSeconds")
	not _is_short(seconds)
}

# The API server fills in 10.
_is_short(seconds) if {
	seconds == null
	_most >= 10
}

_is_short(seconds) if {
	is_number(seconds)
	seconds <= _most
}
