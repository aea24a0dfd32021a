# METADATA
# title: Critical alerts must reach somebody
# description: >-
#   An alert of the highest severity goes through the routes until one takes it. If it ends at a receiver without any
#   integration, or at one that is not there, the system is down and nobody knows. What is followed is an alert with this
#   severity and no other label that a route asks for.
# custom:
#   severity: high
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add a route for the severity that leads to people, above the default one, or give the default receiver an
#     integration.
#   message: "an alert with severity {severity} ends at {receivers}, which tells nobody"
#   tags: []
#   aliases: []
#   parameters:
#     severities:
#       description: Severities of alerts that have to reach somebody.
#       default: [critical]
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[a-zA-Z0-9_]+$" } }
#       bound: { minItems: 1 }
package touchstone.monitoring["critical-alert-unrouted"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("alertmanager")

_severities := data.touchstone.parameters["monitoring/critical-alert-unrouted"].severities

_telling := {receiver.name | some receiver in input.receivers; count(receiver.integrations) > 0}

fail contains {"path": _root, "details": {"severity": severity, "receivers": concat(", ", names)}} if {
	some severity in _severities
	names := object.get(input.severities, severity, _default)
	count([name | some name in names; name in _telling]) == 0
}

# What no route names goes where the root sends it.
_default := [route.receiver | some route in input.routes; route.isRoot]

_root := [path | some route in input.routes; route.isRoot; path := route.path][0]
