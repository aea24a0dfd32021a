# METADATA
# title: CronJobs must say whether runs may overlap
# description: >-
#   A CronJob starts its next run when the time has come, whether or not the last one has ended, unless it is told
#   otherwise. A run that hangs or slows down then has company, and backups, reports or migrations that were written
#   to run alone disturb one another until the namespace's quota is used up. Whoever wants overlapping runs can say
#   so.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [CronJob]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set concurrencyPolicy to Forbid to leave out a run while the last one goes on, to Replace to end that one, or
#     to Allow where runs do not mind each other.
#   message: "concurrencyPolicy is {policy}; it must say Forbid, Replace or Allow"
#   tags: []
#   aliases: []
package touchstone.jobs["cronjob-concurrency-policy"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is no CronJob" if input.kind != "CronJob"

fail contains {"path": ["spec", "concurrencyPolicy"], "details": {"policy": values.show(policy)}} if {
	policy := object.get(input.spec, "concurrencyPolicy", null)
	not policy in ["Allow", "Forbid", "Replace"]
}
