# METADATA
# title: Roles must not allow commands in running pods
# description: >-
#   pods/exec starts a program in any container of the namespace, and pods/attach takes over the one that runs: with
#   the files, the Secrets and the service account that it has, and nothing of it in the application's logs. Until
#   Kubernetes 1.34 the verb get is enough for it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Take pods/exec and pods/attach out of the role. Let people debug with rights that are given for a time.
#   message: "the role may use {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0002
#     - trivy:KSV-0053
package touchstone.rbac["pods-exec-attach"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_resources := ["pods/exec", "pods/attach"]

fail contains access.failure(rule, {"resources": access.granted(rule, "", _resources)}) if {
	some rule in access.unnamed(access.connect_verbs, "", _resources)
}
