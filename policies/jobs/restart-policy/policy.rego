# METADATA
# title: Jobs must restart their pods on failure or never
# description: >-
#   The pods of a Job are meant to end, so the API server refuses a Job whose restartPolicy is Always. That is what
#   the field means when it is left out, too: a template that was copied from a Deployment makes a Job that is never
#   created, and a CronJob that is not accepted.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template
# custom:
#   severity: medium
#   kinds: [workload]
#   resources: [CronJob, Job]
#   cwe: []
#   remediation: >-
#     Set restartPolicy to OnFailure, which restarts the container in its pod, or to Never, which makes a new pod for
#     each retry.
#   message: "restartPolicy is {policy}; a Job needs OnFailure or Never"
#   tags: []
#   aliases:
#     - kube-score:cronjob-restartpolicy
#   optional: true
package touchstone.jobs["restart-policy"]

import data.touchstone.lib.kinds
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_allowed := ["OnFailure", "Never"]

not_applicable contains "it is neither a Job nor a CronJob" if {
	not kinds.is("Job", "batch")
	not kinds.is("CronJob", "batch")
}

fail contains {
	"path": array.concat(input.pod.path, ["restartPolicy"]),
	"details": {"policy": values.show(policy)},
} if {
	policy := object.get(input.pod.spec, "restartPolicy", null)
	not policy in _allowed
}
