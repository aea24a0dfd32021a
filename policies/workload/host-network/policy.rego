# METADATA
# title: Pods must not share the network of the node
# description: >-
#   A pod with hostNetwork uses the network interfaces of its node. Most network plug-ins do not apply
#   NetworkPolicies to it, it reaches what listens on the node's loopback address, the kubelet among it, and the
#   cloud's metadata service, and it can listen on any free port of the node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove hostNetwork or set it to false, and publish the ports that are needed by a Service.
#   caution: The program is no longer reached at the addresses of its node, and no longer sees the node's network.
#   message: "the pod shares the network of its node"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_19
#     - kube-linter:host-network
#     - kubescape:C-0041
#     - polaris:hostNetworkSet
#     - trivy:KSV-0009
package touchstone.workload["host-network"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["hostNetwork"]),
	"details": {},
	"fix": {"set": false},
} if {
	not values.is_off(object.get(input.pod.spec, "hostNetwork", null))
}
