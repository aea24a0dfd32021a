# METADATA
# title: Containers of a pod must not share their processes
# description: >-
#   With shareProcessNamespace every container of the pod sees the processes of the others, their arguments and, as
#   the same user or as root, their environment and files through /proc. A sidecar that is taken over then has the
#   secrets of the application. It is off unless somebody turns it on, most often for debugging, which an ephemeral
#   container with a target does without it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove shareProcessNamespace, and debug with kubectl debug --target.
#   caution: Containers that signal or watch the processes of another container of the pod no longer can.
#   message: "the containers of the pod share one process namespace"
#   tags: []
#   aliases: []
package touchstone.workload["share-process-namespace"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["shareProcessNamespace"]),
	"details": {},
	"fix": {"set": false},
} if {
	not values.is_off(object.get(input.pod.spec, "shareProcessNamespace", null))
}
