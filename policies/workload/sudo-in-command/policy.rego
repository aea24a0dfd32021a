# METADATA
# title: Containers must not call sudo
# description: >-
#   sudo in a command means that the image has it, with a rule that lets the program become root without a password.
#   The ordinary user that the container runs as is then a formality: whoever takes the program over goes the same
#   way. With allowPrivilegeEscalation false, the command fails. Commands and arguments are judged, scripts of shells
#   in them included; what is in the image is not seen.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Do what needs root in the image, in an init container or by a capability, and remove sudo from the image.
#   message: "{list} of {where} calls sudo"
#   tags: []
#   aliases:
#     - kubescape:C-0062
package touchstone.workload["sudo-in-command"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, [list, index]),
	"details": {"where": containers.where(container), "list": list},
} if {
	some container in input.containers
	some list in ["command", "args"]
	items := values.entries(object.get(container, list, null))
	some index, text in items
	is_string(text)
	contains(text, "sudo")
	_calls_sudo(items, index)
}

# The program itself, or what a wrapper such as tini starts.
_calls_sudo(items, 0) if _is_sudo(items[0])

_calls_sudo(items, index) if {
	_is_sudo(items[index])
	items[index - 1] == "--"
}

# A script: sudo where a command begins, and not as the name of a group.
_calls_sudo(items, index) if {
	some line in split(_lines(items[index]), "\n")
	words := split(_without_keywords(trim_space(line)), " ")
	count(words) > 1
	_is_sudo(words[0])
}

_lines(script) := replace(replace(replace(replace(replace(script, ";", "\n"), "&", "\n"), "|", "\n"), "(", "\n"), "`", "\n")

_without_keywords(line) := trim_prefix(trim_prefix(trim_prefix(trim_prefix(line, "then "), "do "), "else "), "exec ")

_is_sudo(word) if word in ["sudo", "/usr/bin/sudo", "/bin/sudo", "/usr/local/bin/sudo"]
