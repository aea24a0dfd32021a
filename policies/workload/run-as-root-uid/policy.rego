# METADATA
# title: Containers must not be set to run as user 0
# description: >-
#   runAsUser: 0 starts a process as root, whichever user the image was built for. Without a user namespace that
#   is root on the node as soon as anything else in the isolation gives way. A pod whose default is 0 is one
#   forgotten override away from it. A user namespace counts from Kubernetes 1.35 on.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Remove runAsUser, or set it to the number of an ordinary user; 10000 and above stay clear of the node's own
#     users.
#   message: "{where} sets runAsUser to {user}"
#   tags: [pss-restricted]
#   aliases:
#     - trivy:KSV-0105
package touchstone.workload["run-as-root-uid"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(context.path, ["runAsUser"]),
	"details": {"where": context.where, "user": values.show(user)},
} if {
	not pods.has_trusted_user_namespace
	some context in security.contexts
	user := values.field(context.fields, "runAsUser")
	user != null
	not _is_ordinary_user(user)
}

_is_ordinary_user(user) if {
	is_number(user)
	user != 0
}
