# METADATA
# title: Queries of dashboards must be PromQL that Prometheus takes
# description: >-
#   A panel whose query is wrong shows an error or nothing, and nothing looks like all is well to whoever searches for a
#   cause in a hurry. Variables of Grafana are put in before the query is read.
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Correct the query at the character that is named; try it in Grafana's Explore.
#   message: "the query {query} of the panel {panel} does not parse: {error}"
#   tags: []
#   aliases: []
package touchstone.monitoring["dashboard-query-does-not-parse"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("dashboard")

not_applicable contains "no panel of it asks Prometheus" if {
	input.type == "dashboard"
	count(_queries) == 0
}

_queries := [query | some query in input.queries; query.language == "promql"]

fail contains {"path": query.path, "details": details} if {
	some query in _queries
	not query.parses == true
	details := {"query": query.refId, "panel": monitoring.called(query.panel), "error": query.error}
}
