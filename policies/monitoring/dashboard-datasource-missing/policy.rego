# METADATA
# title: Dashboards must name data sources that are there
# description: >-
#   A panel that asks a data source which is not there stays empty. A variable of an export, such as ${DS_PROMETHEUS}, is
#   filled in when somebody imports the dashboard by hand, and never when it is provisioned. Names are judged where the
#   evidence provisions data sources.
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: >-
#     Use a variable of the dashboard of the type datasource, or the uid of a data source that is provisioned.
#   message: "the data source {datasource} {why}"
#   tags: []
#   aliases: []
package touchstone.monitoring["dashboard-datasource-missing"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("dashboard")

not_applicable contains "it names no data source" if {
	input.type == "dashboard"
	count(input.datasources) == 0
}

not_applicable contains "the evidence does not tell which data sources there are" if {
	input.provisioned == null
	count(input.datasources) > 0
	every datasource in input.datasources { datasource.variable == "" }
}

fail contains {"path": datasource.path, "details": {"datasource": datasource.name, "why": why}} if {
	some datasource in input.datasources
	why := _why(datasource)
}

_why(datasource) := "is a variable that nothing gives a value" if {
	datasource.variable != ""
	datasource.declared == false
}

_why(datasource) := "is not among those that are provisioned" if {
	datasource.variable == ""
	input.provisioned != null
	not datasource.name in input.provisioned
}
