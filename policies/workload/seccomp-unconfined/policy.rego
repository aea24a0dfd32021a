# METADATA
# title: Pods must not turn off seccomp
# description: >-
#   Seccomp keeps a process from making system calls that it has no use for, among them many that kernel exploits
#   need. Unconfined opens all of them, for the container or, at the pod, for every container without a profile of
#   its own.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tutorials/security/seccomp/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653]
#   remediation: >-
#     Set seccompProfile.type to RuntimeDefault, or to Localhost with a profile made for the program.
#   caution: >-
#     Programs that make system calls which the runtime's profile denies, such as debuggers and some databases,
#     fail.
#   message: "the seccomp profile of {where} is {profile}"
#   tags: [pss-baseline]
#   aliases:
#     - trivy:KSV-0104
package touchstone.workload["seccomp-unconfined"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

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
