# METADATA
# title: Pods must have time to shut down
# description: >-
#   terminationGracePeriodSeconds of 0 kills the containers of a pod without telling them, and takes the pod out of
#   the API before its node has confirmed that it is gone. What was being written is torn off, and a StatefulSet may
#   start the successor while the old pod still has the volume.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
#   - https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove terminationGracePeriodSeconds, which leaves 30 seconds, or set it to what the program needs to shut down.
#   message: "terminationGracePeriodSeconds is {seconds}"
#   tags: []
#   aliases: []
package touchstone.workload["no-grace-period"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["terminationGracePeriodSeconds"]),
	"details": {"seconds": values.show(seconds)},
} if {
	seconds := object.get(input.pod.spec, "terminationGracePeriodSeconds", null)
	seconds != null
	not _is_time(seconds)
}

_is_time(seconds) if {
	is_number(seconds)
	seconds > 0
}
