# METADATA
# title: Containers that start slowly must have a startup probe
# description: >-
#   A long initialDelaySeconds of a liveness probe is a guess of how long a start takes. On a busy node it takes
#   longer, and the container is restarted before it was ever up, again and again; on a quick one nobody looks at it
#   for all that time. A startup probe holds the liveness probe back until the container has started, and not a second
#   longer.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Add a startupProbe with the question of the liveness probe, let failureThreshold times periodSeconds be the
#     longest start, and remove initialDelaySeconds.
#   message: "{type} {container} gives its liveness probe {seconds} seconds of delay in place of a startup probe"
#   tags: []
#   aliases: []
#   optional: true
#   parameters:
#     seconds:
#       description: The longest initialDelaySeconds of a liveness probe that needs no startup probe.
#       default: 60
#       schema: { type: integer, minimum: 0 }
#       bound: { maximum: 300 }
package touchstone.probes["slow-start-without-startup-probe"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.probes
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_most := data.touchstone.parameters["probes/slow-start-without-startup-probe"].seconds

not_applicable contains probes.runs_to_completion

not_applicable contains "no container has a liveness probe" if not _has_liveness_probe

_has_liveness_probe if {
	some container in input.containers
	object.get(container, "livenessProbe", null) != null
}

fail contains {
	"path": array.concat(container.path, ["livenessProbe", "initialDelaySeconds"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"seconds": values.show(seconds),
	},
} if {
	some container in input.containers
	seconds := object.get(container, ["livenessProbe", "initialDelaySeconds"], null)
	seconds != null
	not _is_short(seconds)
	not probes.is_probe(object.get(container, "startupProbe", null))
}

_is_short(seconds) if {
	is_number(seconds)
	seconds <= _most
}
