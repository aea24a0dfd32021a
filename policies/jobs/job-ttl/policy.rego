# METADATA
# title: Jobs must be removed some time after they have finished
# description: >-
#   A Job that has finished stays with its pods until somebody deletes it. They fill the API server's store, count
#   against quotas, and their logs fill the disk of their node. ttlSecondsAfterFinished removes them after a time
#   that leaves room to look at them. Jobs of a CronJob are removed by its history limits, those of an owner by the
#   owner, and hooks by the tool that runs them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob, Job]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.ttlSecondsAfterFinished, to a day (86400) for example.
#   message: "ttlSecondsAfterFinished is {seconds}, so the Job and its pods stay until somebody deletes them"
#   tags: []
#   aliases:
#     - kube-linter:job-ttl-seconds-after-finished
package touchstone.jobs["job-ttl"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is neither a Job nor a CronJob" if not input.kind in {"Job", "CronJob"}

not_applicable contains "its owner removes it" if count(values.entries(object.get(input.metadata, "ownerReferences", null))) > 0

not_applicable contains "the tool that runs the hook removes it" if {
	some annotation in ["helm.sh/hook", "argocd.argoproj.io/hook"]
	is_string(values.field(object.get(input.metadata, "annotations", null), annotation))
}

fail contains {"path": ["spec", "ttlSecondsAfterFinished"], "details": {"seconds": values.show(_seconds)}} if {
	input.kind == "Job"
	not _is_time
}

_seconds := object.get(input.spec, "ttlSecondsAfterFinished", null)

_is_time if {
	is_number(_seconds)
	_seconds >= 0
}
