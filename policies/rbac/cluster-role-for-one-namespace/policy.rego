# METADATA
# title: ClusterRoles that one namespace uses must be Roles
# description: >-
#   A ClusterRole can be bound in every namespace, and for the whole cluster. One that only RoleBindings of a single
#   namespace use is a Role in fact: as a Role it cannot be bound anywhere else by mistake, and who looks after the
#   namespace can change it. ClusterRoles that several namespaces use, or that add to other roles, pass.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: low
#   kinds: [access]
#   resources: [ClusterRole]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Make it a Role in the namespace that uses it.
#   message: "only RoleBindings of namespace {namespace} use the role"
#   tags: []
#   aliases: []
package touchstone.rbac["cluster-role-for-one-namespace"]

import data.touchstone.lib.access

not_applicable contains access.no_role

not_applicable contains "the object is no ClusterRole" if input.kind == "Role"

not_applicable contains "nothing binds it" if object.get(input, "bindingCount", 0) == 0

fail contains {"path": [], "details": {"namespace": namespace}} if {
	input.aggregatesTo == []
	not input.aggregated
	scopes := {binding.scope | some binding in input.bindings}
	count(scopes) == 1
	count(input.bindings) == input.bindingCount
	some namespace in scopes
	namespace != ""
}
