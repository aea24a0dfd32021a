# METADATA
# title: Workloads must keep a revision to go back to
# description: >-
#   With revisionHistoryLimit of 0 Kubernetes forgets each revision as soon as the next one is there, and kubectl
#   rollout undo has nothing to return to at the moment when a release turns out to be broken. Without the field ten
#   are kept. Whoever rolls back by Git alone can say so in an exception.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [DaemonSet, Deployment, StatefulSet]
#   cwe: []
#   remediation: >-
#     Leave revisionHistoryLimit out, or set it to a few revisions.
#   message: "revisionHistoryLimit is {limit}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.availability["rollback-history"]

import data.touchstone.lib.kinds
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "its kind keeps no revisions" if not _keeps_revisions

_keeps_revisions if {
	input.kind in ["Deployment", "StatefulSet", "DaemonSet"]
	kinds.is(input.kind, "apps")
}

fail contains {"path": ["spec", "revisionHistoryLimit"], "details": {"limit": values.show(limit)}} if {
	limit := object.get(input.spec, "revisionHistoryLimit", null)
	limit != null
	not _is_some(limit)
}

_is_some(limit) if {
	is_number(limit)
	limit > 0
}
