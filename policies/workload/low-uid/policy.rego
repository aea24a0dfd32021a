# METADATA
# title: Containers should run as a user that the node does not have
# description: >-
#   The numbers of users inside and outside a container mean the same to the kernel. A low one is likely to belong
#   to somebody on the node, a daemon or a person, whose files and processes a container that breaks out has at its
#   disposal, and to other containers with the same image. Numbers from 10000 are free on most nodes. User 0 has a
#   check of its own, and a manifest that leaves runAsUser out is not found here.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Set runAsUser to a number of 10000 or above that no other workload has, and let fsGroup give it access to its
#     volumes.
#   message: "{where} sets runAsUser to {user}, below {minimum}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_40
#     - trivy:KSV-0020
#   parameters:
#     minimum:
#       description: The lowest number that a user may have.
#       default: 10000
#       schema: { type: integer, minimum: 1, maximum: 2147483647 }
#       bound: { minimum: 1000 }
package touchstone.workload["low-uid"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

_minimum := data.touchstone.parameters["workload/low-uid"].minimum

not_applicable contains pods.no_containers

# The API server refuses a Windows pod that has the field.
not_applicable contains "Windows has no users by number" if pods.is_windows

fail contains {
	"path": array.concat(context.path, ["runAsUser"]),
	"details": {"where": context.where, "user": values.show(user), "minimum": _minimum},
} if {
	not pods.has_trusted_user_namespace
	some context in security.contexts
	user := values.field(context.fields, "runAsUser")
	not user in {null, 0}
	not _is_high(user)
}

_is_high(user) if {
	is_number(user)
	user >= _minimum
}
