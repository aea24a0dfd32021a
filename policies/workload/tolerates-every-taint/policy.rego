# METADATA
# title: Only DaemonSets may tolerate every taint
# description: >-
#   A toleration without a key is one of every taint: the pod is put onto nodes of the control plane, onto nodes that
#   are set apart for other teams or for their devices, and, unless it is limited to an effect, stays on nodes that
#   are failing. Agents that run on every node need that, and are DaemonSets.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Name the taints that the pod has to tolerate by their keys.
#   message: "the pod tolerates every taint of a node"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.workload["tolerates-every-taint"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "a DaemonSet may run on every node" if input.kind == "DaemonSet"

fail contains {"path": array.concat(input.pod.path, ["tolerations", index]), "details": {}} if {
	some index, toleration in values.entries(object.get(input.pod.spec, "tolerations", null))
	values.field(toleration, "operator") == "Exists"
	values.field(toleration, "key") in [null, ""]
}
