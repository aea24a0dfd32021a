# METADATA
# title: Containers of a pod must not listen on the same port
# description: >-
#   The containers of a pod share its network. Where two of them listen on one port, the second to start finds it
#   taken, ends and is restarted, and which one that is differs from start to start. Two names for one port of one
#   container do no harm, and init containers that have ended listen no more.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Let one of the containers listen on another port.
#   message: "{where} listens on port {port}, as {other} does"
#   tags: []
#   aliases: []
package touchstone.workload["port-conflict"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.probes
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(listener.path, ["containerPort"]),
	"details": {"where": listener.where, "port": listener.port, "other": other.where},
} if {
	count(_numbers) > 1
	count(_numbers) != count({number | some number in _numbers})
	some index, listener in _listeners
	some other in array.slice(_listeners, 0, index)
	other.port == listener.port
	other.protocol == listener.protocol
	other.where != listener.where
}

_numbers := [listener.port | some listener in _listeners]

_listeners := [listener |
	some container in input.containers
	probes.keeps_running(container)
	some index, entry in values.entries(object.get(container, "ports", null))
	is_number(entry.containerPort)
	listener := {
		"where": containers.where(container),
		"path": array.concat(container.path, ["ports", index]),
		"port": entry.containerPort,
		"protocol": _protocol(entry),
	}
]

_protocol(entry) := entry.protocol if is_string(entry.protocol)

else := "TCP"
