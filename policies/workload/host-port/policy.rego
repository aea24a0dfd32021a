# METADATA
# title: Containers must not open ports on the node
# description: >-
#   A hostPort makes a container reachable at the address of its node, past Services and Ingress and, with many
#   network plug-ins, past NetworkPolicies too. It also ties the pod to nodes where the port is free.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/services-networking/service/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [668]
#   remediation: >-
#     Remove hostPort and publish the port by a Service.
#   caution: Whoever reaches the program at an address of its node no longer does; a Service has to lead there.
#   message: "{type} {container} opens the port {port} on its node"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_26
#     - kubescape:C-0044
#     - polaris:hostPortSet
#     - trivy:KSV-0024
package touchstone.workload["host-port"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["ports", index, "hostPort"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"port": values.show(host_port),
	},
	"fix": {"remove": true},
} if {
	some container in input.containers
	some index, port in values.entries(object.get(container, "ports", null))
	host_port := values.field(port, "hostPort")

	# 0 is how the API says that there is none.
	not host_port in [null, 0]
}
