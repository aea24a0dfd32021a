# METADATA
# title: CronJobs must keep the last failed runs, and not all of them
# description: >-
#   With failedJobsHistoryLimit of 0 a run that fails is removed at once, its pods and their logs with it, and nobody
#   can say why there is no backup. With a high limit finished Jobs and pods pile up in the API server's store.
#   Without the fields Kubernetes keeps three successful runs and one that failed. Keeping no successful run is fine.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob]
#   cwe: []
#   remediation: >-
#     Leave the limits out, or set failedJobsHistoryLimit to a few runs.
#   message: "{field} is {limit}; it must be from {least} to {most}"
#   tags: []
#   aliases: []
#   optional: true
#   parameters:
#     maximum:
#       description: How many finished runs of a sort may be kept.
#       default: 10
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 50 }
package touchstone.jobs["cronjob-history"]

import data.touchstone.lib.kinds
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_most := data.touchstone.parameters["jobs/cronjob-history"].maximum

_least := {"successfulJobsHistoryLimit": 0, "failedJobsHistoryLimit": 1}

not_applicable contains "it is no CronJob" if not kinds.is("CronJob", "batch")

fail contains {
	"path": ["spec", field],
	"details": {"field": field, "limit": values.show(limit), "least": least, "most": _most},
} if {
	some field, least in _least
	limit := object.get(input.spec, field, null)
	limit != null
	not _is_within(limit, least)
}

_is_within(limit, least) if {
	is_number(limit)
	limit >= least
	limit <= _most
}
