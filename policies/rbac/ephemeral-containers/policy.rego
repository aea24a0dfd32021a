# METADATA
# title: Roles must not allow adding containers to running pods
# description: >-
#   pods/ephemeralcontainers adds a container with an image of one's choice to a pod that runs, for debugging: it
#   shares the pod's network and service account, and can share its processes. That is the same as running commands in
#   it, without a shell in the image.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Take pods/ephemeralcontainers out of the role.
#   message: "the role may put containers into every pod {where}; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["ephemeral-containers"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some rule in access.unnamed(["patch", "update"], "", ["pods/ephemeralcontainers"])
}
