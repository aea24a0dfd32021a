# METADATA
# title: Jobs must give up after some retries
# description: >-
#   A Job that fails is tried again up to backoffLimit times, with up to six minutes in between. With a high limit a
#   mistake in a manifest keeps starting pods for hours or days before anybody is told that the Job has failed, and
#   with restartPolicy Never each try leaves a pod. Without the field there are six retries. A Job with
#   backoffLimitPerIndex counts otherwise and is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob, Job]
#   cwe: []
#   remediation: >-
#     Leave backoffLimit out or lower it, and let activeDeadlineSeconds bound the whole Job.
#   message: "backoffLimit is {limit}; it must be from 0 to {most}"
#   tags: []
#   aliases: []
#   optional: true
#   parameters:
#     maximum:
#       description: How many retries there may be.
#       default: 10
#       schema: { type: integer, minimum: 0 }
#       bound: { maximum: 20 }
package touchstone.jobs["backoff-limit"]

import data.touchstone.lib.kinds
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_most := data.touchstone.parameters["jobs/backoff-limit"].maximum

not_applicable contains "it is neither a Job nor a CronJob" if not _path

not_applicable contains "its retries are counted by index" if object.get(_spec, "backoffLimitPerIndex", null) != null

fail contains {
	"path": array.concat(_path, ["backoffLimit"]),
	"details": {"limit": values.show(limit), "most": _most},
} if {
	limit := object.get(_spec, "backoffLimit", null)
	limit != null
	not _is_within(limit)
}

_path := ["spec"] if kinds.is("Job", "batch")

_path := ["spec", "jobTemplate", "spec"] if kinds.is("CronJob", "batch")

_spec := object.get(input, _path, {})

_is_within(limit) if {
	is_number(limit)
	limit >= 0
	limit <= _most
}
