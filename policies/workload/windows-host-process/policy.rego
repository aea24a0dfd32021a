# METADATA
# title: Windows pods must not run as processes of the node
# description: >-
#   A HostProcess container is not a container but a process of the Windows node: it has the file system and the
#   network of the node and, as SYSTEM, all rights on it. It is to Windows what a privileged container is to
#   Linux.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
# custom:
#   severity: critical
#   kinds: [workload]
#   cwe: [250, 269]
#   remediation: >-
#     Remove securityContext.windowsOptions.hostProcess or set it to false.
#   message: "{where} runs as a process of its node"
#   tags: [pss-baseline]
#   aliases:
#     - polaris:hostProcess
#     - trivy:KSV-0103
package touchstone.workload["windows-host-process"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(context.path, ["windowsOptions", "hostProcess"]),
	"details": {"where": context.where},
} if {
	some context in security.contexts
	not values.is_off(values.field(values.field(context.fields, "windowsOptions"), "hostProcess"))
}
