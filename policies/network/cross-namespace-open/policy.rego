# METADATA
# title: Pods of other namespaces must not reach a workload unless a rule names them
# description: >-
#   Segmentation is worth what its widest rule lets through. Judged is the sum of all policies for the workload:
#   whether a pod of a namespace that nobody has named, without any label, may come in on some port. Workloads
#   that no policy restricts at all are found by network/workload-not-selected.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   cwe: [923, 653]
#   remediation: >-
#     Find the rule that is too wide with `touchstone reach --from any --to NAMESPACE/NAME`, and name the
#     senders in it.
#   message: "pods of any namespace reach {kind} {name} on {ports}, although policies restrict it"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["cross-namespace-open"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

not_applicable contains networks.on_host

not_applicable contains "no policy restricts who may come" if {
	input.isolated
	not input.isolated.ingress
}

fail contains {
	"path": input.podPath,
	"details": {"kind": input.kind, "name": input.metadata.name, "ports": networks.shown(input.ingress.all)},
} if {
	input.isolated.ingress
	input.ingress.all != ""
}
