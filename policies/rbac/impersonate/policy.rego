# METADATA
# title: Roles must not allow acting as any user, group or account
# description: >-
#   With the verb impersonate a request is made in the name of somebody else: as the group system:masters it may do
#   everything, and the API server looks no further. Service accounts can be impersonated as well. A rule that names
#   whom one may act as passes, unless it names system:masters.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Take impersonate out of the role, or name the users, groups or accounts in resourceNames.
#   message: "the role may act as {whom} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV2_K8S_3
#     - kube-linter:impersonate-without-resource-names
#     - kubescape:C-0065
#     - trivy:KSV-0043
package touchstone.rbac.impersonate

import data.touchstone.lib.access

not_applicable contains access.no_role

# Users and groups are in no namespace: only a ClusterRole that holds for the whole cluster is about them.
_resources := ["users", "groups", "serviceaccounts"] if access.is_cluster_wide

else := ["serviceaccounts"]

fail contains access.failure(rule, {"whom": concat("", ["all ", access.granted(rule, "", _resources)])}) if {
	some rule in access.unnamed(["impersonate"], "", _resources)
}

fail contains access.failure(rule, {"whom": "the group system:masters"}) if {
	access.is_cluster_wide
	some rule in input.rules
	"system:masters" in rule.resourceNames
	access.grants(rule, "impersonate", "", "groups")
}
