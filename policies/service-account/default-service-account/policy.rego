# METADATA
# title: Pods with a token must have a service account of their own
# description: >-
#   All pods of a namespace that name no service account share the one called default. Rights that one of them needs
#   are then the rights of all, and the audit log cannot tell who used them. A pod that gets no token has no use of an
#   account, and passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/service-accounts/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [266]
#   remediation: >-
#     Create a ServiceAccount for the workload and name it in serviceAccountName, or set automountServiceAccountToken
#     to false where the API is not called.
#   message: "the pod gets a token of the service account default, which it shares with others"
#   tags: []
#   aliases:
#     - kube-linter:default-service-account
package touchstone["service-account"]["default-service-account"]

import data.touchstone.lib.pods
import data.touchstone.lib.service_accounts
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {"path": array.concat(input.pod.path, ["serviceAccountName"]), "details": {}} if {
	service_accounts.name == "default"
	_has_token
}

_has_token if object.get(input.pod.spec, "automountServiceAccountToken", null) != false

_has_token if {
	some volume in values.entries(object.get(input.pod.spec, "volumes", null))
	some source in values.entries(values.field(values.field(volume, "projected"), "sources"))
	values.field(source, "serviceAccountToken") != null
}
