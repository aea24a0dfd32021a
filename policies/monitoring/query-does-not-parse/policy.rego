# METADATA
# title: Queries of rules must be PromQL that Prometheus takes
# description: >-
#   Prometheus refuses a file of rules in which one query is wrong, as a whole: it keeps the rules that it had, or does
#   not start, and the operator leaves the object out. The alerts are there on paper and none of them fires. Queries are
#   read with Prometheus' own grammar, and with its rules on types.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
# custom:
#   severity: high
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the query at the character that is named. `promtool check rules FILE` says the same, and more.
#   message: "the query of {name} does not parse: {error}"
#   tags: []
#   aliases: []
package touchstone.monitoring["query-does-not-parse"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("rules")

not_applicable contains "it has no query in PromQL" if {
	input.type == "rules"
	count(_queries) == 0
}

_queries := [rule | some rule in input.rules; rule.query.language == "promql"]

fail contains {"path": rule.query.path, "details": {"name": rule.name, "error": rule.query.error}} if {
	some rule in _queries
	not rule.query.parses == true
}
