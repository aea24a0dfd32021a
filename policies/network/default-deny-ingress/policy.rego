# METADATA
# title: Namespaces must deny ingress by default
# description: >-
#   Until a NetworkPolicy selects a pod, everything in the cluster may connect to it. A policy for each workload
#   protects those that somebody thought of; one that selects every pod and allows nothing protects the others
#   too, and those to come. Allow what is needed in policies of their own: they add up. A policy of the whole cluster
#   that denies every pod, such as a BaselineAdminNetworkPolicy, counts as well.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [namespace]
#   cwe: [668, 923]
#   remediation: >-
#     Add a NetworkPolicy with an empty podSelector, policyTypes with Ingress, and no ingress rules.
#   message: "namespace {namespace} has no policy that denies all ingress by default"
#   tags: []
#   aliases: []
package touchstone.network["default-deny-ingress"]

import data.touchstone.lib.network_policies

not_applicable contains network_policies.no_workloads

fail contains {"path": [], "details": {"namespace": input.name}} if {
	not network_policies.denied_by_default("Ingress")
}
