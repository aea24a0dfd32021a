# METADATA
# title: DaemonSets must have a priority class
# description: >-
#   A DaemonSet is meant to run on every node, also on one that is full. Without a priority its pod waits there
#   until something else ends, and is among the first to be evicted when the node runs short: the node is then
#   without its logs, its network or its storage. With a priority class the scheduler makes room. Other workloads
#   are not judged: which of them is worth more is for a team to decide.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
#   - https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [DaemonSet]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set priorityClassName in the pod spec: system-node-critical for what a node cannot do without, otherwise a
#     class of your own above that of applications.
#   message: "the pods have no priority class, so a full node goes without them"
#   tags: []
#   aliases: []
package touchstone.availability["priority-class"]

import data.touchstone.lib.pods

not_applicable contains pods.no_containers

not_applicable contains "it is no DaemonSet" if input.kind != "DaemonSet"

fail contains {"path": array.concat(input.pod.path, ["priorityClassName"]), "details": {}} if {
	not _is_name(object.get(input.pod.spec, "priorityClassName", null))
}

_is_name(value) if {
	is_string(value)
	value != ""
}
