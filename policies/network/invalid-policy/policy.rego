# METADATA
# title: Policies of the network must be ones that the API server takes
# description: >-
#   The API server refuses the policy as it is written, so it protects nothing, and whoever reads the file
#   believes that it does. What is judged is the form of rules, peers, ports and selectors, as the API server
#   validates it; fields that it does not know are left out of account.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy, NetworkPolicy]
#   optional: true
#   cwe: [693]
#   remediation: >-
#     Correct the part that the finding names.
#   message: "the API server refuses it: {reason}"
#   tags: []
#   aliases: []
package touchstone.network["invalid-policy"]

not_applicable contains "it is no network policy" if not input.rules

fail contains {"path": ["spec"], "details": {"reason": input.refused}} if input.refused
