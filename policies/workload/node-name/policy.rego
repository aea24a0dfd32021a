# METADATA
# title: Pods must not be bound to a node by its name
# description: >-
#   nodeName goes past the scheduler: nobody asks whether the node has room, whether its taints keep the pod away, or
#   whether it still exists. When it is gone, so is the workload, and all replicas are on it. Templates are judged. A
#   Pod by itself is not, because one that was exported from a cluster has the name of its node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove nodeName, and say by nodeSelector or nodeAffinity which nodes will do.
#   message: "the pods are bound to the node {node}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.workload["node-name"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "a Pod that was exported has the name of its node" if input.kind == "Pod"

fail contains {"path": array.concat(input.pod.path, ["nodeName"]), "details": {"node": values.show(node)}} if {
	node := object.get(input.pod.spec, "nodeName", null)
	not node in [null, ""]
}
