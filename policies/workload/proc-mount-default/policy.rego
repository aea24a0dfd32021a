# METADATA
# title: Containers must keep the masks over /proc even in a user namespace
# description: >-
#   The restricted level of the Pod Security Standards wants the default masks over /proc in every container. A
#   user namespace makes an unmasked /proc less dangerous, which the baseline level takes for enough, but it still
#   shows more of the node than an ordinary program has a use for.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [653, 668]
#   remediation: >-
#     Remove securityContext.procMount or set it to Default, and run what needs nested containers in a namespace
#     of the baseline level.
#   caution: A program that builds containers in its own container may need the whole of /proc.
#   message: "{type} {container} sets procMount to {procMount}"
#   tags: [pss-restricted]
#   aliases: []
package touchstone.workload["proc-mount-default"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["securityContext", "procMount"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"procMount": values.show(proc_mount),
	},
	"fix": {"remove": true},
} if {
	some container in input.containers
	proc_mount := object.get(container, ["securityContext", "procMount"], null)
	not proc_mount in [null, "Default"]
}
