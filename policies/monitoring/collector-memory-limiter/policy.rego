# METADATA
# title: Pipelines of collectors must limit the memory that they take
# description: >-
#   A collector keeps what it cannot send yet. When whoever takes it is slow, memory grows until the kernel ends the
#   process, and all that was kept is lost. The processor memory_limiter refuses new telemetry before that.
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: [770]
#   remediation: Define `memory_limiter` and put it first among the processors of each pipeline.
#   message: "the pipeline {pipeline} has no memory_limiter"
#   tags: []
#   aliases: []
package touchstone.monitoring["collector-memory-limiter"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("collector")

not_applicable contains "it has no pipeline that takes anything" if {
	input.type == "collector"
	count(_taking) == 0
}

_taking := [pipeline |
	some pipeline in input.pipelines
	some receiver in pipeline.receivers
	_type(receiver) != "nop"
	not receiver in input.defined.connectors
]

_type(name) := split(name, "/")[0]

fail contains {"path": pipeline.path, "details": {"pipeline": pipeline.name}} if {
	some pipeline in _taking
	count([name | some name in pipeline.processors; _type(name) == "memory_limiter"]) == 0
}
