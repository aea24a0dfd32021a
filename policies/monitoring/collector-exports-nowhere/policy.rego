# METADATA
# title: Pipelines of collectors must lead somewhere
# description: >-
#   A pipeline whose only exporters are debug, logging or nop prints what it gets, or drops it. That is left over from
#   trying things out: telemetry that is needed after an incident was never kept.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Add the exporter of the service that keeps telemetry to the pipeline.
#   message: "the pipeline {pipeline} leads only to {exporters}"
#   tags: []
#   aliases: []
package touchstone.monitoring["collector-exports-nowhere"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("collector")

not_applicable contains "it has no pipeline that takes anything" if {
	input.type == "collector"
	count(_taking) == 0
}

_nowhere := {"debug", "logging", "nop"}

_type(name) := split(name, "/")[0]

_taking := [pipeline |
	some pipeline in input.pipelines
	count(pipeline.exporters) > 0
	count([receiver | some receiver in pipeline.receivers; _type(receiver) != "nop"]) > 0
]

fail contains {"path": pipeline.path, "details": details} if {
	some pipeline in _taking
	count([name | some name in pipeline.exporters; not _type(name) in _nowhere]) == 0
	details := {"pipeline": pipeline.name, "exporters": concat(", ", pipeline.exporters)}
}
