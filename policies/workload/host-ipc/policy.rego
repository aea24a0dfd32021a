# METADATA
# title: Pods must not share the IPC namespace of the node
# description: >-
#   A pod with hostIPC can open the shared memory, semaphores and message queues of every process of its node that
#   uses them, databases for one, and read or corrupt what passes through.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove hostIPC or set it to false; containers of one pod share IPC without it.
#   caution: Programs that share memory with processes of the node, outside of their pod, no longer see it.
#   message: "the pod shares the IPC namespace of its node"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_18
#     - kube-linter:host-ipc
#     - polaris:hostIPCSet
#     - trivy:KSV-0008
package touchstone.workload["host-ipc"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["hostIPC"]),
	"details": {},
	"fix": {"set": false},
} if {
	not values.is_off(object.get(input.pod.spec, "hostIPC", null))
}
