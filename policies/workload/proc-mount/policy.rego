# METADATA
# title: Containers must keep the masks over /proc
# description: >-
#   Container runtimes hide or write-protect the parts of /proc that show or change the node's kernel. procMount:
#   Unmasked takes that away. Inside a user namespace (hostUsers: false) the kernel refuses the dangerous ones
#   anyway, so from Kubernetes 1.35 on this check allows it there, which is what nested containers need.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove securityContext.procMount or set it to Default; a pod that builds or runs containers of its own needs
#     hostUsers: false and Kubernetes 1.35 or newer.
#   caution: A program that builds containers in its own container may need the whole of /proc.
#   message: "{type} {container} sets procMount to {procMount}"
#   tags: [pss-baseline]
#   aliases:
#     - kube-linter:unsafe-proc-mount
#     - polaris:procMount
#     - trivy:KSV-0027
package touchstone.workload["proc-mount"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["securityContext", "procMount"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"procMount": values.show(proc_mount),
	},
	"fix": {"remove": true},
} if {
	not pods.has_trusted_user_namespace
	some container in input.containers
	proc_mount := object.get(container, ["securityContext", "procMount"], null)
	not proc_mount in [null, "Default"]
}
