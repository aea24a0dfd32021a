# METADATA
# title: Containers should not listen on ports below 1024
# description: >-
#   A port below 1024 is for privileged users unless the node or the pod says otherwise. A container that listens on
#   one tends to run as root, or to keep the capability NET_BIND_SERVICE, for the sake of a number that nobody sees:
#   a Service can offer port 80 and send it on to 8080. A pod that moves the bound by the sysctl
#   net.ipv4.ip_unprivileged_port_start is not found.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Let the program listen on a port of 1024 or above, and map the port in the Service.
#   message: "{type} {container} listens on port {port}, below 1024"
#   tags: []
#   aliases:
#     - kube-linter:privileged-ports
#     - trivy:KSV-0117
package touchstone.workload["privileged-port"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["ports", index, "containerPort"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"port": values.show(port),
	},
} if {
	some container in input.containers
	some index, entry in values.entries(object.get(container, "ports", null))
	port := values.field(entry, "containerPort")
	port != null
	not _is_free(port)
}

_is_free(port) if {
	is_number(port)
	port >= 1024
}

_is_free(port) if {
	is_number(port)
	some sysctl in values.entries(object.get(input.pod.spec, ["securityContext", "sysctls"], null))
	sysctl.name == "net.ipv4.ip_unprivileged_port_start"
	port >= to_number(sysctl.value)
}
