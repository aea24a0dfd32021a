# METADATA
# title: Receivers of alerts must tell somebody
# description: >-
#   A receiver without any integration swallows what it gets. That is meant for a receiver which is called null, at a
#   route with matchers of its own. As the default route it swallows everything that no other route takes, and under
#   another name somebody believes that it tells them.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: >-
#     Give the receiver an integration, such as email_configs or webhook_configs, or send the route elsewhere.
#   message: "the receiver {receiver} tells nobody, and {route} leads there"
#   tags: []
#   aliases: []
#   parameters:
#     silent:
#       description: Names of receivers that are meant to tell nobody, in lower case.
#       default: ["null", blackhole, devnull, drop, none, noop]
#       schema: { type: array, uniqueItems: true, items: { type: string } }
#       bound: { maxItems: 20 }
package touchstone.monitoring["receiver-does-nothing"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("alertmanager")

_silent := data.touchstone.parameters["monitoring/receiver-does-nothing"].silent

_mute := {receiver.name | some receiver in input.receivers; count(receiver.integrations) == 0}

fail contains {"path": route.path, "details": {"receiver": route.receiver, "route": _route(route)}} if {
	some route in input.routes
	route.receiver in _mute
	not _is_meant(route)
}

# Silence is meant where a route asks for it: under such a name, for alerts that it picks out.
_is_meant(route) if {
	lower(route.receiver) in _silent
	not route.isRoot
	count(route.matchers) > 0
}

_route(route) := "the default route" if route.isRoot

else := "a route"
