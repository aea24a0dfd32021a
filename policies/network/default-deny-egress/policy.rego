# METADATA
# title: Namespaces must deny egress by default
# description: >-
#   Until a NetworkPolicy restricts it, every pod may connect to anything: to other namespaces, to the metadata
#   service of the cloud, to the Internet. That is how data get out, how further tools get in, and what a forged
#   request on the server side feeds on. A policy that selects every pod and allows nothing closes it; name
#   resolution and other needs belong to policies of their own, which add up. A policy of the whole cluster that
#   denies the network 0.0.0.0/0, such as a BaselineAdminNetworkPolicy, counts as well.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [namespace]
#   cwe: [918, 923]
#   remediation: >-
#     Add a NetworkPolicy with an empty podSelector, policyTypes with Egress, and no egress rules; then allow DNS
#     and what else is needed.
#   message: "namespace {namespace} has no policy that denies all egress by default"
#   tags: []
#   aliases: []
package touchstone.network["default-deny-egress"]

import data.touchstone.lib.network_policies

not_applicable contains network_policies.no_workloads

fail contains {"path": [], "details": {"namespace": input.name}} if {
	not network_policies.denied_by_default("Egress")
}
