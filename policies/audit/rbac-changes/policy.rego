# METADATA
# title: Audit policies must record how rights change
# description: >-
#   Who gave whom which rights is what an investigation of a takeover turns on. The level Metadata tells that a role
#   was changed and not into what: the level Request, or RequestResponse, is needed for what is written, and Metadata
#   is enough for what is deleted.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Add a rule of level RequestResponse for the resources of rbac.authorization.k8s.io with the verbs create, update,
#     patch and delete.
#   message: "a request to {verb} {resource} is recorded as {level}, and {least} is the least"
#   tags: []
#   aliases: []
package touchstone.audit["rbac-changes"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {
	"path": audit.path(asked),
	"details": {"resource": resource, "verb": verb, "level": audit.level(asked), "least": least},
} if {
	count(audit.unjudged) == 0
	some resource in ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]
	some verb, least in _least
	asked := audit.request(verb, "rbac.authorization.k8s.io", resource)
	not audit.reaches(asked, least)
}

_least := {"create": "Request", "update": "Request", "patch": "Request", "delete": "Metadata", "deletecollection": "Metadata"}
