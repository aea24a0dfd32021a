# METADATA
# title: Probes and lifecycle handlers must not name a host
# description: >-
#   Probes and lifecycle handlers are sent by the kubelet, from the network of the node. With a host of its own
#   choice a pod makes the kubelet call an address that the pod itself may not reach, such as a service on the
#   loopback address of the node or the cloud's metadata service, and learns from the result what answers there.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: medium
#   kinds: [workload]
#   optional: true
#   cwe: [918]
#   remediation: >-
#     Remove host from the handler: without it the kubelet asks the pod itself. Set a Host header in httpHeaders
#     if the program wants one.
#   caution: The handler asks the pod itself instead of the host that was named.
#   message: "{handler} of {type} {container} is sent to the host {host}"
#   tags: [pss-baseline]
#   aliases: []
package touchstone.workload["probe-host"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.target
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# A pod that names no host passes in any version: what it does is what the newest one asks for.
not_applicable contains "Kubernetes before 1.34 lets handlers name a host" if {
	not target.at_least(34)
	count(fail) > 0
}

_handlers := [
	["livenessProbe"],
	["readinessProbe"],
	["startupProbe"],
	["lifecycle", "postStart"],
	["lifecycle", "preStop"],
]

fail contains {
	"path": array.concat(container.path, array.concat(place, [action, "host"])),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"handler": place[count(place) - 1],
		"host": values.show(host),
	},
	"fix": {"remove": true},
} if {
	some container in input.containers
	some place in _handlers
	handler := object.get(container, place, null)
	some action in ["httpGet", "tcpSocket"]
	host := values.field(values.field(handler, action), "host")
	not host in [null, ""]
}
