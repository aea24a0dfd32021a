# METADATA
# title: Roles must not allow registering admission webhooks
# description: >-
#   Every object that is written passes the webhooks, Secrets with their values included. Whoever may register a
#   mutating one, or write a MutatingAdmissionPolicy, also changes the pods of others; whoever changes a validating
#   one switches a guard off. A rule that names the configurations passes: with it a program renews the certificate of
#   its own webhook.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Name the configurations in resourceNames, and let the installation create them.
#   message: "the role may write {resources}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_155
#     - kubescape:C-0281
#     - trivy:KSV-0114
package touchstone.rbac["webhook-configuration"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_group := "admissionregistration.k8s.io"

_resources := ["mutatingwebhookconfigurations", "validatingwebhookconfigurations", "mutatingadmissionpolicies"]

fail contains access.failure(rule, {"resources": access.granted(rule, _group, _resources)}) if {
	access.is_cluster_wide
	some rule in access.unnamed(["create", "patch", "update"], _group, _resources)
}
