# METADATA
# title: Workloads whose egress is restricted must reach a DNS server
# description: >-
#   Once a policy restricts egress, name resolution is denied as well unless a rule allows it, and everything
#   that the workload was allowed to reach it cannot find. A workload without any egress at all is not judged.
#   Whether the server that a rule means is one, only the cluster knows.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: []
#   remediation: >-
#     Add a rule that allows port 53 by UDP and TCP to the pods of the cluster's DNS, in kube-system.
#   message: "{kind} {name} may connect to others, and reaches no DNS server"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["dns-blocked"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

not_applicable contains networks.on_host

not_applicable contains "policies allow it no egress at all" if {
	input.isolated.egress
	not input.egress.some
}

fail contains {"path": input.podPath, "details": {"kind": input.kind, "name": input.metadata.name}} if {
	input.isolated.egress
	not input.egress.dns
}
