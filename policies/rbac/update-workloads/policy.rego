# METADATA
# title: Roles must not allow changing every workload
# description: >-
#   Whoever may update or patch a Deployment puts another image or command into it, and with that has its service
#   account, its Secrets and its network; in a running pod the image can be changed. A rule that names the workloads
#   passes, and so does one for the subresources status and scale.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Take update and patch away from pods and their owners, name the workloads in resourceNames, or allow the
#     subresource that is needed, such as deployments/scale.
#   message: "the role may change {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - trivy:KSV-0048
package touchstone.rbac["update-workloads"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(held.rule, {"resources": held.resources}) if {
	some held in access.held(["patch", "update"], access.pods_and_owners)
}
