# METADATA
# title: Audit policies must omit no stage but RequestReceived
# description: >-
#   A request is recorded in stages. RequestReceived says little that the end does not say, and leaving it out halves
#   the log. Without ResponseComplete nothing tells how a request ended, without ResponseStarted a shell that is still
#   open is unseen, and without Panic a crash is.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Leave nothing but RequestReceived in omitStages.
#   message: "the audit log has no stage {stage}"
#   tags: []
#   aliases: []
package touchstone.audit["omitted-stages"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": array.concat(place.path, ["omitStages"]), "details": {"stage": stage}} if {
	count(audit.unjudged) == 0
	some place in _places
	some stage in place.stages
	stage != "RequestReceived"
}

_places contains {"path": [], "stages": stages} if stages := input.omitStages

_places contains {"path": ["rules", index], "stages": stages} if {
	some index, rule in input.rules
	stages := rule.omitStages
}
