# METADATA
# title: git-sync must not be told which program to run as git
# description: >-
#   git-sync runs whatever its setting for the git program names, which need not be git: whoever may set a variable of
#   the container can have a command run with the rights of its service account and of the credentials that it fetches
#   with. Nobody who reads the manifest expects a program there. The setting is for tests of git-sync itself.
# related_resources:
#   - https://www.akamai.com/blog/security-research/2024-august-kubernetes-gitsync-command-injection-defcon
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [78]
#   remediation: >-
#     Remove the setting, so that git-sync runs the git of its image.
#   message: "{where} is told to run {program} as git"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_159
#   optional: true
package touchstone.workload["git-sync-injection"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "no container is git-sync" if count(_syncs) == 0

_syncs := [index |
	some index, container in input.containers
	_is_sync(container)
]

_is_sync(container) if contains(container.image, "git-sync")

_is_sync(container) if {
	some entry in values.entries(object.get(container, "env", null))
	startswith(values.field(entry, "name"), "GITSYNC_")
}

fail contains {
	"path": array.concat(container.path, ["env", index]),
	"details": {"where": containers.where(container), "program": _words(entry)},
} if {
	some number in _syncs
	container := input.containers[number]
	some index, entry in values.entries(object.get(container, "env", null))
	values.field(entry, "name") in ["GITSYNC_GIT", "GIT_SYNC_GIT"]
	not values.field(entry, "value") in _usual
}

fail contains {
	"path": array.concat(container.path, [list, index]),
	"details": {"where": containers.where(container), "program": program},
} if {
	some number in _syncs
	container := input.containers[number]
	some list in ["command", "args"]
	items := values.entries(object.get(container, list, null))
	some index, text in items
	program := _program(items, index, text)
	not program in _usual
}

_usual := {"git", "/usr/bin/git"}

_words(entry) := "what a reference says" if values.field(entry, "valueFrom") != null

else := values.show(values.field(entry, "value"))

_program(_, _, text) := substring(text, indexof(text, "=") + 1, -1) if {
	some start in ["--git=", "-git="]
	startswith(text, start)
}

_program(items, index, text) := values.show(items[index + 1]) if text in ["--git", "-git"]
