# METADATA
# title: Alerts must say how severe they are
# description: >-
#   Routes send alerts on by their labels, and the label severity is what they mostly go by. An alert without one falls
#   through to the default receiver, among everything that can wait.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Give the alert a label severity with a value that routes know, such as critical or warning.
#   message: "the alert {name} has no label severity"
#   tags: []
#   aliases: []
#   parameters:
#     labels:
#       description: Labels that say it; one of them is enough.
#       default: [severity, priority]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { type: string, pattern: "^[a-zA-Z_][a-zA-Z0-9_]*$" } }
package touchstone.monitoring["alert-without-severity"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("rules")

not_applicable contains monitoring.without_alerts

_labels := data.touchstone.parameters["monitoring/alert-without-severity"].labels

fail contains {"path": array.concat(rule.path, ["labels"]), "details": {"name": rule.name}} if {
	some rule in monitoring.alerts
	count([label | some label in _labels; object.get(rule.labels, label, "") != ""]) == 0
}
