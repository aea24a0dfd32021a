# METADATA
# title: CronJobs must have a deadline for starting
# description: >-
#   When a run cannot start at its time, because the control plane is down or the last run goes on, Kubernetes
#   starts it as soon as it can, however late. A nightly backup then runs at noon. startingDeadlineSeconds says
#   until when a late start is still useful. Below 10 seconds a run may never start, because the controller looks no
#   more often than that.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.startingDeadlineSeconds to how late a run may start, 10 or more.
#   message: "startingDeadlineSeconds is {seconds}; it must be 10 or more"
#   tags: []
#   aliases:
#     - kube-score:cronjob-has-deadline
package touchstone.jobs["cronjob-deadline"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is no CronJob" if input.kind != "CronJob"

fail contains {"path": ["spec", "startingDeadlineSeconds"], "details": {"seconds": values.show(_seconds)}} if {
	not _is_deadline
}

_seconds := object.get(input.spec, "startingDeadlineSeconds", null)

_is_deadline if {
	is_number(_seconds)
	_seconds >= 10
}
