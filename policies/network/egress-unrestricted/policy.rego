# METADATA
# title: Workloads must be isolated from connecting to what no policy allows
# description: >-
#   Nothing restricts what the pod may connect to: no NetworkPolicy selects it for egress, and no policy of the
#   whole cluster holds it back. Whoever gets a foothold in it can scan the cluster, fetch tools from the
#   Internet, and send data anywhere. A pod on the host's network passes when a policy means it by its labels;
#   that such a policy does not hold is network/host-network-bypass.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: [923]
#   remediation: >-
#     Add a NetworkPolicy for Egress that selects every pod of the namespace and allows nothing but DNS, and one
#     for each workload that allows what it needs.
#   caution: >-
#     Connections to what no policy names fail, name resolution included unless a policy allows it.
#   message: "nothing restricts what it may connect to"
#   tags: []
#   aliases: []
package touchstone.network["egress-unrestricted"]

import data.touchstone.lib.networks

not_applicable contains networks.no_workload

fail contains {"path": input.podPath, "details": {}} if {
	not input.isolated.egress
	not _is_meant
}

_is_meant if {
	some policy in input.bypassed
	policy.egress
}
