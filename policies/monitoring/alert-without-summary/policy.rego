# METADATA
# title: Alerts must say what is wrong
# description: >-
#   Whoever is woken by an alert knows its name and its labels. A summary or a description says what that means, and a
#   runbook what to do: without any, each person finds out anew while the system is down.
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Add the annotations, with the labels that matter put in, such as {{ $labels.pod }}.
#   message: "the alert {name} has none of the annotations {annotations}"
#   tags: []
#   aliases: []
#   parameters:
#     annotations:
#       description: >-
#         Annotations that each alert has to have. Of names with `|` between them one is enough; `runbook_url` as a further
#         entry demands runbooks.
#       default: ["summary|description|message"]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { type: string, pattern: "^[a-zA-Z_][a-zA-Z0-9_|]*$" } }
package touchstone.monitoring["alert-without-summary"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("rules")

not_applicable contains monitoring.without_alerts

_wanted := data.touchstone.parameters["monitoring/alert-without-summary"].annotations

fail contains {"path": array.concat(rule.path, ["annotations"]), "details": details} if {
	some rule in monitoring.alerts
	some wanted in _wanted
	choices := split(wanted, "|")
	count([annotation | some annotation in rule.annotations; annotation in choices]) == 0
	details := {"name": rule.name, "annotations": concat(", ", choices)}
}
