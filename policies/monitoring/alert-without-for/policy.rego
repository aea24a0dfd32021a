# METADATA
# title: Alerts on a momentary value must hold for a while first
# description: >-
#   Without a duration an alert fires at the first sample that is beyond its number: one late scrape wakes somebody.
#   People learn to ignore such alerts, and with them the one that counts. A query over a range has seen more than one
#   sample, and passes; so does one of what runs out, such as a certificate, and one of other alerts.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Give the alert a `for`, such as 5m, or ask for a range in its query.
#   message: "the alert {name} fires at the first sample"
#   tags: []
#   aliases: []
package touchstone.monitoring["alert-without-for"]

import data.touchstone.lib.monitoring

not_applicable contains monitoring.other("rules")

not_applicable contains monitoring.without_alerts

fail contains {"path": array.concat(rule.path, ["for"]), "details": {"name": rule.name}} if {
	some rule in monitoring.alerts
	rule.query.parses == true
	_is_momentary(rule.query)
	not rule.forSeconds > 0
}

# An alert that always fires, such as a dead man's switch, asks for no metric.
_is_momentary(query) if {
	count(query.metrics) > 0
	count(query.ranges) == 0
	every metric in query.metrics { not _is_steady(metric) }
}

# What runs out does not flicker, and alerts have held already.
_is_steady(metric) if regex.match(`(?i)expir|not_after|^ALERTS`, metric)
