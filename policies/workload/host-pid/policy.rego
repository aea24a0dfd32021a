# METADATA
# title: Pods must not share the process namespace of the node
# description: >-
#   A pod with hostPID sees every process of its node, those of other pods included: their arguments, their
#   environment, and under /proc their file systems. With the same user or one capability more it can read their
#   memory and end them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove hostPID or set it to false.
#   caution: The program no longer sees the processes of its node, as agents that watch them must.
#   message: "the pod shares the process namespace of its node"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_17
#     - kube-linter:host-pid
#     - polaris:hostPIDSet
#     - trivy:KSV-0010
package touchstone.workload["host-pid"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["hostPID"]),
	"details": {},
	"fix": {"set": false},
} if {
	not values.is_off(object.get(input.pod.spec, "hostPID", null))
}
