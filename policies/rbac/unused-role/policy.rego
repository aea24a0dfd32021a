# METADATA
# title: Roles must be bound to somebody
# description: >-
#   A role that no binding names and that adds to no other role is a right in waiting: nobody reviews it, and one
#   binding is enough to give it away. Judged is what the evidence holds, where it holds bindings; a role that is
#   bound elsewhere, by hand or by another chart, is found here as well.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: low
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: []
#   remediation: >-
#     Delete the role, or add the binding that it is for.
#   message: "no binding in the evidence names the role, and no other role takes it in"
#   tags: []
#   aliases: []
package touchstone.rbac["unused-role"]

import data.touchstone.lib.access

not_applicable contains access.no_role

not_applicable contains "its rules come from other roles" if input.aggregated

not_applicable contains "the evidence has no bindings, and cannot tell" if not input.known

fail contains {"path": [], "details": {}} if {
	input.bindingCount == 0
	input.aggregatesTo == []
}
