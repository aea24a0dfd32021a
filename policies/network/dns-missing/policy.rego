# METADATA
# title: Workloads that may connect to others must be able to resolve names
# description: >-
#   Egress of the pod is restricted, rules let it connect to other pods or to the Internet, and none lets it ask
#   a DNS server: it finds nobody by name, Services included. The connection that was opened with care fails,
#   and somebody opens everything to make it work. A workload without any such rule is not judged, nor is one
#   that may only connect to named networks, which it may know by address.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: []
#   remediation: >-
#     Allow UDP and TCP on port 53 to the cluster's DNS pods, for all pods of the namespace.
#   message: "it may connect to {peers}, but not ask a DNS server for their addresses"
#   tags: []
#   aliases: []
package touchstone.network["dns-missing"]

import data.touchstone.lib.networks

not_applicable contains networks.no_policy_holds

fail contains {"path": input.podPath, "details": {"peers": _peers}} if {
	not input.egress.dns
}

_peers := "the Internet" if input.egress.outside != ""

else := "other pods" if input.egress.workloads > 0
