# METADATA
# title: Nobody must be given the rights of cluster-admin
# description: >-
#   cluster-admin may do everything with everything; bound in one namespace, everything there. A program with it is as
#   good as root on every node, and whoever takes it over has the cluster. A role of another name that allows every
#   verb on every resource is the same. Keep it for people, in an emergency.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Bind a role with the rights that are used, and delete this binding.
#   message: "the binding gives {subjects} every right {scope}, by {role}"
#   tags: []
#   aliases:
#     - kube-linter:cluster-admin-role-binding
#     - kubescape:C-0035
#     - trivy:KSV-0111
package touchstone.rbac["cluster-admin-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

fail contains access.binding_failure(["roleRef"], {}) if input.role.clusterAdmin
