# METADATA
# title: Nothing must be bound to the group system:masters
# description: >-
#   Whoever is in system:masters may do everything: the API server lets requests of this group through before it asks
#   RBAC. A binding to it gives nothing more, and shows that somebody counts on the group, whose certificates cannot
#   be taken back.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Bind the role to a group of your own, and issue no certificates for system:masters.
#   message: "the binding gives {role} to the group system:masters {scope}"
#   tags: []
#   aliases:
#     - kubescape:C-0246
#     - trivy:KSV-0123
package touchstone.rbac["masters-group"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

fail contains access.binding_failure(subject.path, {}) if {
	some subject in input.subjects
	subject.kind == "Group"
	subject.name == "system:masters"
}
