# METADATA
# title: Roles must not allow the verb escalate
# description: >-
#   Kubernetes lets people write only rights into a role that they have themselves. The verb escalate on roles is the
#   exception: with it an account makes its own role that of an administrator. A list of names does not help, because
#   the role that is named can be given any rights, and is given to somebody.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Take escalate out of the role. A program that makes roles gets the rights that it hands on.
#   message: "the role may put any rights into {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_158
#     - kube-linter:escalate-verb-in-role
package touchstone.rbac["escalate-roles"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"resources": access.granted(rule, access.rbac_group, access.role_resources)}) if {
	some rule in input.rules
	access.grants_any(rule, ["escalate"], access.rbac_group, access.role_resources)
}
