# METADATA
# title: A preStop hook must leave time to shut down
# description: >-
#   The grace period of a pod begins before its preStop hook runs. A hook that sleeps for as long leaves nothing of
#   it: the program is told to end, and is killed two seconds later, with the requests that it was serving and the
#   data that it had not written. Hooks that sleep are judged, by sleep or by a command that begins with it; how long
#   others take cannot be seen.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
#   - https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Set terminationGracePeriodSeconds to the sleep plus the time that the program needs to shut down, or sleep for
#     less.
#   message: "the preStop hook of {where} sleeps for {seconds} seconds, and the grace period is {grace} seconds"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.probes["pre-stop-longer-than-grace"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "no preStop hook sleeps" if count(_sleeps) == 0

fail contains {
	"path": array.concat(sleep.path, ["lifecycle", "preStop"]),
	"details": {"where": sleep.where, "seconds": values.show(sleep.seconds), "grace": values.show(_grace)},
} if {
	some sleep in _sleeps
	not _is_shorter(sleep.seconds)
}

_sleeps := [sleep |
	some container in input.containers
	hook := object.get(container, ["lifecycle", "preStop"], null)
	hook != null
	sleep := {"where": containers.where(container), "path": container.path, "seconds": _seconds(hook)}
]

_seconds(hook) := values.field(hook.sleep, "seconds")

_seconds(hook) := _duration(hook.exec.command[1]) if _is_sleep(hook.exec.command[0])

_seconds(hook) := _duration(words[1]) if {
	_is_shell(hook.exec.command[0])
	hook.exec.command[1] == "-c"
	words := split(trim_space(hook.exec.command[2]), " ")
	_is_sleep(words[0])
}

_is_sleep(word) if word in ["sleep", "/bin/sleep", "/usr/bin/sleep"]

_is_shell(word) if word in ["sh", "bash", "/bin/sh", "/bin/bash", "/usr/bin/sh", "/usr/bin/bash"]

_duration(word) := to_number(trim_right(word, "s;&|"))

default _grace := 30

_grace := seconds if {
	seconds := object.get(input.pod.spec, "terminationGracePeriodSeconds", null)
	seconds != null
}

_is_shorter(seconds) if {
	is_number(seconds)
	is_number(_grace)
	seconds < _grace
}
