# METADATA
# title: Probes must ask at a port that the container has
# description: >-
#   A probe that names a port which its container does not have cannot ask anything and fails every time: the
#   container is never ready, or is restarted for ever. Mostly the port was renamed and the probe forgotten. Numbers
#   are taken as they are, because a container may listen on ports that it does not declare; a name has to be
#   declared.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Give the probe the name or the number of a port that the container listens on, and declare the port if it is
#     asked by its name.
#   message: "{probe} of {where} asks at port {port}, which the container does not have"
#   tags: []
#   aliases:
#     - kube-linter:liveness-port
#     - kube-linter:readiness-port
#     - kube-linter:startup-port
#   optional: true
package touchstone.probes["probe-port"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "no probe asks at a port" if count(_questions) == 0

fail contains {
	"path": question.path,
	"details": {"where": question.where, "probe": question.probe, "port": values.show(question.port)},
} if {
	some question in _questions
	not _is_number_of_port(question.port)
	not question.port in question.names
}

_questions := [question |
	some container in input.containers
	some probe in ["livenessProbe", "readinessProbe", "startupProbe"]
	found := object.get(container, probe, null)
	found != null
	some action in ["grpc", "httpGet", "tcpSocket"]
	asked := values.field(found, action)
	asked != null
	question := {
		"where": containers.where(container),
		"probe": probe,
		"path": array.concat(container.path, [probe, action, "port"]),
		"port": values.field(asked, "port"),
		"names": _names(container, action),
	}
]

# gRPC probes take numbers only.
_names(_, "grpc") := []

_names(container, action) := [name |
	action != "grpc"
	some entry in values.entries(object.get(container, "ports", null))
	name := values.field(entry, "name")
	is_string(name)
	name != ""
]

_is_number_of_port(port) if {
	is_number(port)
	port > 0
	port < 65536
}
