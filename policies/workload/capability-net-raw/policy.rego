# METADATA
# title: Containers must not have the capability NET_RAW
# description: >-
#   Container runtimes give NET_RAW to every container that does not drop it. With it a process writes packets as it
#   likes: it can answer for other addresses on the network of the node and redirect traffic or DNS. Only programs
#   such as ping use it, and most kernels let them work without. Who drops ALL and adds nothing back has dropped it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Drop ALL in securityContext.capabilities of every container, or at least NET_RAW, and do not add it.
#   caution: Programs that make packets themselves, such as some versions of ping, fail.
#   message: "{type} {container} has the capability NET_RAW"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_28
#     - kube-linter:drop-net-raw-capability
#     - trivy:KSV-0119
package touchstone.workload["capability-net-raw"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# The API server refuses a Windows pod that has the field.
not_applicable contains "Windows has no capabilities" if pods.is_windows

fail contains {
	"path": array.concat(container.path, ["securityContext", "capabilities", "drop"]),
	"details": containers.details(container),
	"fix": _fix(container),
} if {
	some container in input.containers
	not _drops(container)
}

fail contains {
	"path": array.concat(container.path, ["securityContext", "capabilities", "add", index]),
	"details": containers.details(container),
	"fix": {"remove": true},
} if {
	some container in input.containers
	some index, capability in values.entries(object.get(container, ["securityContext", "capabilities", "add"], null))
	_names_it(capability)
}

# What is dropped already stays so.
_fix(container) := {
	"path": array.concat(container.path, ["securityContext", "capabilities", "drop", count(dropped)]),
	"set": "NET_RAW",
} if {
	dropped := object.get(container, ["securityContext", "capabilities", "drop"], null)
	is_array(dropped)
	dropped != []
}

else := {"set": ["NET_RAW"]}

# A list, so that a wrong type does not pass.
_drops(container) if {
	dropped := object.get(container, ["securityContext", "capabilities", "drop"], null)
	is_array(dropped)
	some capability in dropped
	_names_it(capability)
}

# In any spelling that a runtime takes.
_names_it(capability) if trim_prefix(upper(capability), "CAP_") in {"ALL", "NET_RAW"}
