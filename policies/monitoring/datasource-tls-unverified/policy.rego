# METADATA
# title: Grafana must verify its data sources
# description: >-
#   With tlsSkipVerify Grafana believes whoever answers in the place of a data source, and gives it the credentials that
#   it was given. What dashboards show then proves nothing.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: [295]
#   remediation: Take tlsSkipVerify out, and give the authority of the certificate as tlsCACert.
#   message: "the data source {name} does not have its certificate verified"
#   tags: []
#   aliases: []
package touchstone.monitoring["datasource-tls-unverified"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("datasources")

fail contains {"path": datasource.path, "details": {"name": datasource.name}} if {
	some datasource in input.datasources
	datasource.tlsSkipVerify == true
}
