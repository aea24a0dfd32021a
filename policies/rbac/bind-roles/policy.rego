# METADATA
# title: Roles must not allow the verb bind on every role
# description: >-
#   Kubernetes lets people give away only roles with rights that they have themselves. The verb bind is the exception:
#   with bind on every ClusterRole an account gives itself cluster-admin. A rule that names other roles in
#   resourceNames passes: that is how a program hands on the one role that it is there for.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Name the roles in resourceNames, or take bind out of the role.
#   message: "the role may bind {roles} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_157
#     - kube-linter:bind-verb-in-role
package touchstone.rbac["bind-roles"]

import data.touchstone.lib.access

not_applicable contains access.no_role

# A RoleBinding may name a ClusterRole, so that a Role is enough for both.
_resources := ["clusterroles", "roles"]

fail contains access.failure(rule, {"roles": concat("", ["all ", access.granted(rule, access.rbac_group, _resources)])}) if {
	some rule in access.unnamed(["bind"], access.rbac_group, _resources)
}

fail contains access.failure(rule, {"roles": "the ClusterRole cluster-admin"}) if {
	some rule in input.rules
	"cluster-admin" in rule.resourceNames
	access.grants(rule, "bind", access.rbac_group, "clusterroles")
}
