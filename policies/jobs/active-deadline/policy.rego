# METADATA
# title: Jobs must have a deadline
# description: >-
#   backoffLimit ends a Job that fails, but not one that hangs: a lost connection or a lock that nobody releases
#   keeps it, its requests and its credentials for as long as the cluster runs. With concurrencyPolicy Forbid, no
#   further run of its CronJob starts either, and nobody hears of it. A deadline turns the silence into a failed
#   Job.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/job/
#   - https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob, Job]
#   optional: true
#   cwe: [400]
#   remediation: >-
#     Set activeDeadlineSeconds in the spec of the Job, or in the jobTemplate of the CronJob, to more than the
#     longest run that is fine.
#   message: "activeDeadlineSeconds is {seconds}, so a run that hangs never ends"
#   tags: []
#   aliases: []
package touchstone.jobs["active-deadline"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is neither a Job nor a CronJob" if not input.kind in {"Job", "CronJob"}

fail contains {
	"path": array.concat(_path, ["activeDeadlineSeconds"]),
	"details": {"seconds": values.show(_seconds)},
} if {
	not _is_time(_seconds)
	not _is_time(object.get(input.pod.spec, "activeDeadlineSeconds", null))
}

_path := ["spec", "jobTemplate", "spec"] if input.kind == "CronJob"

else := ["spec"]

_seconds := object.get(input, array.concat(_path, ["activeDeadlineSeconds"]), null)

_is_time(value) if {
	is_number(value)
	value > 0
}
