# METADATA
# title: Roles must not allow creating pods unless that is their task
# description: >-
#   Whoever creates a pod chooses its service account, and mounts every Secret and ConfigMap of the namespace, and so
#   has the rights of all accounts there. A Deployment, a Job or any other owner of pods is as good. Where Pod
#   Security is not enforced, the pod is root on a node. Operators and CI runners need this; their accounts deserve to
#   be guarded like administrators.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Take the verb create away from pods and their owners. Where a program has to start pods, give it a namespace of
#     its own with a Role, without other accounts and Secrets, and enforce Pod Security there.
#   message: "the role may create {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kube-linter:access-to-create-pods
#     - kubescape:C-0188
package touchstone.rbac["create-pods"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(held.rule, {"resources": held.resources}) if {
	some held in access.held(["create"], access.pods_and_owners)
}
