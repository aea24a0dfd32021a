# METADATA
# title: The service account default must have no rights of its own
# description: >-
#   Every pod that names no account runs as default: the rights that are bound to it belong to all of these pods, and
#   to those that are added later without a thought of it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Make a service account for the program that needs the rights, and bind the role to that.
#   message: "the binding gives {role} to the account default of namespace {namespace}, which every pod has that names no other"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_42
#     - kubescape:C-0189
package touchstone.rbac["default-service-account-rights"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

fail contains access.binding_failure(subject.path, {"namespace": subject.namespace}) if {
	some subject in input.subjects
	subject.kind == "ServiceAccount"
	subject.name == "default"
}
