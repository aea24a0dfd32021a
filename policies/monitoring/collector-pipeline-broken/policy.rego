# METADATA
# title: Pipelines of collectors must name parts that are defined
# description: >-
#   A collector whose pipeline names a receiver, a processor or an exporter that is not defined does not start, and one
#   without a receiver or an exporter carries nothing. Traces and metrics of everything that sends to it are lost.
# related_resources:
#   - https://opentelemetry.io/docs/collector/configuration/
# custom:
#   severity: high
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Define the part under its key, or take its name out of the pipeline.
#   message: "the pipeline {pipeline} {why}"
#   tags: []
#   aliases: []
package touchstone.monitoring["collector-pipeline-broken"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("collector")

not_applicable contains "it has no pipelines of its own" if {
	input.type == "collector"
	count(input.pipelines) == 0
	input.product == "jaeger"
}

fail contains {"path": pipeline.path, "details": {"pipeline": pipeline.name, "why": why}} if {
	some pipeline in input.pipelines
	some kind in ["receivers", "processors", "exporters"]
	some name in pipeline[kind]
	not name in _defined(kind)
	why := concat("", ["names ", name, ", which is not among the ", kind])
}

fail contains {"path": pipeline.path, "details": {"pipeline": pipeline.name, "why": why}} if {
	some pipeline in input.pipelines
	some kind in ["receivers", "exporters"]
	count(pipeline[kind]) == 0
	why := concat("", ["has no ", kind])
}

fail contains {"path": ["service", "extensions"], "details": {"pipeline": "of extensions", "why": why}} if {
	some name in input.extensions
	not name in input.defined.extensions
	why := concat("", ["names ", name, ", which is not defined"])
}

fail contains {"path": ["service", "pipelines"], "details": {"pipeline": "of any kind", "why": "is not there"}} if {
	count(input.pipelines) == 0
}

# A connector ends one pipeline and begins another.
_defined("processors") := input.defined.processors

_defined(kind) := array.concat(input.defined[kind], input.defined.connectors) if kind in {"receivers", "exporters"}
