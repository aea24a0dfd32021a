# METADATA
# title: Nothing must be bound to all users or all service accounts
# description: >-
#   system:authenticated is everybody with any valid credential, at some clouds everybody with an account of the
#   cloud; system:serviceaccounts is every pod with a token, and system:serviceaccounts:NAMESPACE every pod of that
#   namespace. Rights that are given to such groups are given to whoever takes over the least of them. Bindings that
#   Kubernetes makes itself are left alone.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Bind the role to the one account or group that needs it.
#   message: "the binding gives {role} to {whom} {scope}"
#   tags: []
#   aliases: []
package touchstone.rbac["authenticated-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

fail contains access.binding_failure(subject.path, {"whom": _whom(subject.name)}) if {
	some subject in input.subjects
	subject.kind == "Group"
}

_whom("system:authenticated") := "everybody who is known to the cluster"

_whom("system:serviceaccounts") := "every service account"

_whom(name) := concat(" ", ["every service account of namespace", namespace]) if {
	[_, _, namespace] := split(name, ":")
	startswith(name, "system:serviceaccounts:")
}
