# METADATA
# title: Bindings must name a role that exists
# description: >-
#   A binding to a role that is not there gives nothing, until somebody makes a role of that name: then its subjects
#   have whatever that role allows, without anybody having given it to them. Only told where the evidence has roles of
#   that kind, and does not have this one.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name in roleRef, which takes a new binding, or delete the binding.
#   message: "{role}, which the binding names, does not exist"
#   tags: []
#   aliases: []
package touchstone.rbac["dangling-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

not_applicable contains "the evidence cannot tell which roles there are" if {
	not input.role.found
	not input.role.known
}

fail contains access.binding_failure(["roleRef", "name"], {}) if not input.role.found
