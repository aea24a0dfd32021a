# METADATA
# title: Containers must not offer SSH
# description: >-
#   A container that listens on port 22 runs an SSH server, with keys or passwords of its own that no RBAC rule knows
#   of and with logins that no audit log of Kubernetes has. kubectl exec and kubectl debug do the same for those who
#   may. A server whose purpose is SSH, such as one for Git, is a case for an exception.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove the SSH server from the image and the port from the container, and look into the pod with kubectl exec or
#     kubectl debug.
#   message: "{type} {container} listens on port 22, the one of SSH"
#   tags: []
#   aliases:
#     - kube-linter:ssh-port
#     - kubescape:C-0042
package touchstone.workload["ssh-port"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["ports", index, "containerPort"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	some index, entry in values.entries(object.get(container, "ports", null))
	values.field(entry, "containerPort") in {22, "22"}
	values.field(entry, "protocol") in {null, "", "TCP"}
}
