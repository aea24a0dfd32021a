# METADATA
# title: Containers must drop all capabilities
# description: >-
#   The default set of capabilities lets a process change the owner of files, send forged network packets, make
#   device files and change its user. Hardly any program needs that. What is not dropped is at the disposal of
#   whoever takes the process over. Only NET_BIND_SERVICE may be added back, for ports below 1024.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [250, 269]
#   remediation: >-
#     Set securityContext.capabilities.drop to ["ALL"] in every container, and add nothing but NET_BIND_SERVICE.
#   caution: >-
#     A program that starts as root, and then changes the owners of files or its own user, no longer can; run it as
#     an ordinary user from the start.
#   message: "{type} {container} {deviation}"
#   tags: [pss-restricted]
#   aliases:
#     - checkov:CKV_K8S_37
#     - trivy:KSV-0003
#     - trivy:KSV-0106
#   parameters:
#     allowed:
#       description: The capabilities that a container may add, without CAP_ in front.
#       default: [NET_BIND_SERVICE]
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[A-Z_]+$" } }
#       bound: { description: may allow nothing but NET_BIND_SERVICE, items: { const: NET_BIND_SERVICE } }
package touchstone.workload["capabilities-drop-all"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

_allowed := data.touchstone.parameters["workload/capabilities-drop-all"].allowed

not_applicable contains pods.no_containers

not_applicable contains "Windows has no capabilities" if pods.is_excused_as_windows

fail contains {
	"path": array.concat(container.path, ["securityContext", "capabilities", "drop"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"deviation": "does not drop ALL capabilities",
	},
	"fix": {"set": ["ALL"]},
} if {
	some container in input.containers
	not _drops_all(container)
}

fail contains {
	"path": array.concat(container.path, ["securityContext", "capabilities", "add", index]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"deviation": concat(" ", ["adds the capability", _text(capability)]),
	},
	"fix": {"remove": true},
} if {
	some container in input.containers
	some index, capability in values.entries(object.get(container, ["securityContext", "capabilities", "add"], null))
	not _is_allowed(capability)
}

_is_allowed(capability) if capability in _allowed

# A list, so that a wrong type does not pass; ALL in this spelling, as Kubernetes' own admission demands.
_drops_all(container) if {
	dropped := object.get(container, ["securityContext", "capabilities", "drop"], null)
	is_array(dropped)
	"ALL" in dropped
}

_text(capability) := capability if is_string(capability)

else := "(not a name)"
