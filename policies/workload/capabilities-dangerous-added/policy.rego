# METADATA
# title: Containers must not add capabilities beyond the default set
# description: >-
#   Capabilities are the pieces that the power of root is cut into. Container runtimes give a small set of them;
#   anything beyond it reaches out of the container: SYS_ADMIN mounts file systems, NET_ADMIN reroutes traffic,
#   SYS_PTRACE reads the memory of other processes, SYS_MODULE loads code into the kernel.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#   - https://man7.org/linux/man-pages/man7/capabilities.7.html
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [250, 269]
#   remediation: >-
#     Remove the capability from securityContext.capabilities.add, or have the privileged step done by a component
#     of the node that is reviewed as such.
#   caution: What the program does with the capability fails.
#   message: "{type} {container} adds the capability {capability}"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_25
#     - kubescape:C-0046
#     - polaris:dangerousCapabilities
#     - trivy:KSV-0022
package touchstone.workload["capabilities-dangerous-added"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# In this spelling only: the API server takes names as they are, and runtimes differ in what they make of others.
_default_set := {
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
}

fail contains {
	"path": array.concat(container.path, ["securityContext", "capabilities", "add", index]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"capability": values.show(capability),
	},
	"fix": {"remove": true},
} if {
	some container in input.containers
	some index, capability in values.entries(object.get(container, ["securityContext", "capabilities", "add"], null))
	not capability in _default_set
}
