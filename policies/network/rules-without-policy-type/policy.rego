# METADATA
# title: Rules of NetworkPolicies must be of a direction that the policy is for
# description: >-
#   The policy has rules for a direction that policyTypes leaves out. Kubernetes ignores them without a word:
#   the pods are not isolated in that direction, and everything is allowed there unless another policy says
#   otherwise.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [NetworkPolicy]
#   optional: true
#   cwe: [693]
#   remediation: >-
#     Add the direction to policyTypes, or remove the rules.
#   message: "its {field} rules are ignored: policyTypes does not have {type}"
#   tags: []
#   aliases: []
package touchstone.network["rules-without-policy-type"]

import data.touchstone.lib.kinds
import data.touchstone.lib.values

not_applicable contains "it is no NetworkPolicy" if not kinds.is("NetworkPolicy", "networking.k8s.io")

_fields := {"Ingress": "ingress", "Egress": "egress"}

_types := values.entries(values.field(values.field(input, "spec"), "policyTypes"))

fail contains {"path": ["spec", field], "details": {"field": field, "type": type}} if {
	count(_types) > 0
	some type, field in _fields
	not type in _types
	not values.field(input.spec, field) in [null, []]
}
