# METADATA
# title: Every alert that is required must be there
# description: >-
#   What nobody is told of lasts until a user complains. A team states what has to be watched; each entry has to be
#   answered by one alert whose query parses, reads such metrics, and fires early enough. By default these are the share
#   of errors above 1 %, latency, certificates that run out, and whether the system is up. Recorded queries count for what
#   they record.
# custom:
#   severity: high
#   kinds: [alerts]
#   resources: [Alerts]
#   optional: true
#   cwe: []
#   remediation: Add an alert for what is named. docs/monitoring.md has one for each entry of the default.
#   message: "no alert watches {name}{why}"
#   tags: []
#   aliases: []
#   parameters:
#     required:
#       description: >-
#         What has to be watched: `name`, and what an alert for it has. `metrics` are regular expressions of names, of which
#         one fits; `functions` are those of which it calls one; `ratio` are regular expressions of metrics and matchers,
#         such as `code=~5..`, of which one fits what it divides by all there is; and `above` is the highest number with which
#         it may compare.
#       default:
#         - name: the share of errors above 1 %
#           ratio: ["(?i)(error|fail|5xx|exception)", "^(code|status|status_code|http_code|grpc_code|[a-z_]*status[a-z_]*)=~?(5|.*5[.0-9x])"]
#           above: 0.01
#         - name: latency
#           metrics: ["(?i)(latency|(duration|response|request|handling|processing)[a-z_]*_(seconds|milliseconds|ms|time)|response_time)"]
#         - name: certificates that run out
#           metrics: ["(?i)(cert|ssl|tls|x509).*(expir|not_after)"]
#         - name: whether the system is up
#           metrics:
#             - "^(up|probe_success)$"
#             - "^kube_(deployment|statefulset|daemonset|replicaset)_.*(available|ready|unavailable)"
#             - "^kube_pod_status_(ready|phase)$"
#             - "^kube_pod_container_status_"
#       schema:
#         type: array
#         items:
#           type: object
#           additionalProperties: false
#           required: [name]
#           minProperties: 2
#           properties:
#             name: { type: string, minLength: 1 }
#             metrics: { type: array, minItems: 1, items: { type: string, minLength: 1 } }
#             functions: { type: array, minItems: 1, items: { type: string, minLength: 1 } }
#             ratio: { type: array, minItems: 1, items: { type: string, minLength: 1 } }
#             above: { type: number, minimum: 0 }
#       bound: { minItems: 1 }
package touchstone.monitoring["required-alert-missing"]

_required := data.touchstone.parameters["monitoring/required-alert-missing"].required

not_applicable contains "the parameter required names none" if count(_required) == 0

fail contains {"path": [], "details": {"name": entry.name, "why": _why(entry)}} if {
	some entry in _required
	count([alert | some alert in _alerts; _answers(alert, entry)]) == 0
}

_alerts := [alert |
	some alert in input.alerts
	alert.query.parses == true
]

_answers(alert, entry) if {
	_is_about(alert, entry)
	_fires_early(alert, entry)
}

# An alert is about an entry when each part that the entry has fits.
_is_about(alert, entry) if {
	_reads(alert, entry)
	_calls(alert, entry)
	_divides(alert, entry)
}

_reads(_, entry) if not entry.metrics

_reads(alert, entry) if {
	some metric in alert.query.metrics
	some pattern in entry.metrics
	regex.match(pattern, metric)
}

_calls(_, entry) if not entry.functions

_calls(alert, entry) if {
	some name in alert.query.functions
	name in entry.functions
}

_divides(_, entry) if not entry.ratio

_divides(alert, entry) if {
	some comparison in alert.query.comparisons
	_is_ratio(comparison, entry)
}

# The share of what fits, or one minus the share of what does not.
_is_ratio(comparison, entry) if {
	comparison.ratio.complement == false
	_fits(comparison.ratio.numerator, entry.ratio)
}

_is_ratio(comparison, entry) if {
	comparison.ratio.complement == true
	not _fits(comparison.ratio.numerator, entry.ratio)
}

_fits(terms, patterns) if {
	some term in terms
	some pattern in patterns
	regex.match(pattern, term)
}

_fires_early(_, entry) if not entry.above

_fires_early(alert, entry) if {
	some comparison in alert.query.comparisons
	comparison.operator in {">", ">="}
	comparison.value >= 0
	comparison.value <= entry.above
	_is_meant(comparison, entry)
}

# Of an entry with a ratio, the number has to be the one that the ratio is compared with.
_is_meant(_, entry) if not entry.ratio

_is_meant(comparison, entry) if {
	entry.ratio
	_is_ratio(comparison, entry)
}

_why(entry) := concat("", [": ", concat(", ", sort(near)), " fires later, or compares with no number"]) if {
	near := {alert.name | some alert in _alerts; _is_about(alert, entry)}
	count(near) > 0
}

else := ""
