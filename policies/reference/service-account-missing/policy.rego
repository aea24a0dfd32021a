# METADATA
# title: Pods must run as a ServiceAccount that exists
# description: >-
#   A pod with a ServiceAccount that is not there is refused, and a Deployment then has no pods, with an error
#   only in the events of its ReplicaSet. Whoever may create ServiceAccounts in the namespace decides what the
#   name means. The account default is in every namespace; nothing is judged where the evidence has no
#   ServiceAccounts.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/service-accounts/
# custom:
#   severity: medium
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the ServiceAccount, or correct the name.
#   message: "there is no {target} {namespace}/{name}"
#   tags: []
#   aliases:
#     - kube-linter:non-existent-service-account
package touchstone.reference["service-account-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no ServiceAccount that it names" if not relations.refers_to("service-account")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "service-account"
	some missing in relations.missing_at(reference)
}
