# METADATA
# title: Containers must have a seccomp profile
# description: >-
#   Without a seccomp profile most nodes let a container make every system call that the kernel knows, and the
#   rare ones are where its flaws are found. Whether a node applies a default of its own depends on how its
#   kubelet is set up; the manifest should not depend on that.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tutorials/security/seccomp/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653]
#   remediation: >-
#     Set securityContext.seccompProfile.type to RuntimeDefault for the pod.
#   caution: >-
#     Programs that make system calls which the runtime's profile denies, such as debuggers and some databases,
#     fail.
#   message: "the seccomp profile of {where} is {profile}"
#   tags: [pss-restricted]
#   aliases:
#     - checkov:CKV_K8S_31
#     - kube-score:container-seccomp-profile
#     - trivy:KSV-0030
package touchstone.workload["seccomp-profile"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "Windows has no seccomp" if pods.is_excused_as_windows

# Set, but to no filter. The pod's own setting counts even when every container overrides it.
fail contains {
	"path": array.concat(context.path, ["seccompProfile", "type"]),
	"details": {"where": context.where, "profile": values.show(type)},
	"fix": {"set": "RuntimeDefault"},
} if {
	some context in security.contexts
	profile := values.field(context.fields, "seccompProfile")
	profile != null
	type := values.field(profile, "type")
	not type in ["RuntimeDefault", "Localhost"]
}

# Set neither for the container nor for the pod.
fail contains {
	"path": array.concat(container.path, ["securityContext", "seccompProfile"]),
	"details": {"where": containers.where(container), "profile": "not set"},
	"fix": {
		"path": array.concat(input.pod.path, ["securityContext", "seccompProfile"]),
		"set": {"type": "RuntimeDefault"},
	},
} if {
	object.get(input.pod.spec, ["securityContext", "seccompProfile"], null) == null
	some container in input.containers
	object.get(container, ["securityContext", "seccompProfile"], null) == null
}
