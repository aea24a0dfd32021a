# METADATA
# title: Containers must not be able to gain privileges
# description: >-
#   Unless allowPrivilegeEscalation is false, a process can get more privileges than the one that started it, by a
#   setuid program such as su or by file capabilities. That undoes the work of running as an ordinary user. The
#   setting is on where it is missing, so it has to be turned off in every container.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [269]
#   remediation: >-
#     Set securityContext.allowPrivilegeEscalation to false in every container, init and ephemeral containers
#     included.
#   caution: Programs that rely on setuid, such as su, sudo or ping, no longer get other rights.
#   message: "{type} {container} can gain privileges"
#   tags: [pss-restricted]
#   aliases:
#     - checkov:CKV_K8S_20
#     - kube-linter:privilege-escalation-container
#     - kubescape:C-0016
#     - polaris:privilegeEscalationAllowed
#     - trivy:KSV-0001
package touchstone.workload["privilege-escalation"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods

not_applicable contains pods.no_containers

not_applicable contains "Windows has no setuid programs" if pods.is_excused_as_windows

fail contains _failure(container) if {
	some container in input.containers
	object.get(container, ["securityContext", "allowPrivilegeEscalation"], null) != false
}

# The API server refuses false beside what gives all privileges anyway: that has to go first.
_failure(container) := {
	"path": _path(container),
	"details": containers.details(container),
} if {
	_is_all_powerful(container)
}

else := {
	"path": _path(container),
	"details": containers.details(container),
	"fix": {"set": false},
}

_path(container) := array.concat(container.path, ["securityContext", "allowPrivilegeEscalation"])

_is_all_powerful(container) if object.get(container, ["securityContext", "privileged"], null) == true

_is_all_powerful(container) if {
	added := object.get(container, ["securityContext", "capabilities", "add"], null)
	some capability in ["SYS_ADMIN", "CAP_SYS_ADMIN"]
	capability in added
}
