# METADATA
# title: Roles must not allow deleting events
# description: >-
#   Events say what happened to pods and nodes, and are among the first traces that somebody looks for after an
#   attack. Programs write events; Kubernetes deletes them after an hour by itself.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: low
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: []
#   remediation: >-
#     Take delete and deletecollection away from events.
#   message: "the role may delete events {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0031
package touchstone.rbac["delete-events"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some group in ["", "events.k8s.io"]
	some rule in access.unnamed(["delete", "deletecollection"], group, ["events"])
}
