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
#   message: "not recorded with what was written: {requests}"
#   tags: []
#   aliases: []
package touchstone.audit["rbac-changes"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": path, "details": {"requests": audit.told({one.request | some one in _missed; one.path == path})}} if {
	some path in {one.path | some one in _missed}
}

_missed contains {"path": audit.path(asked), "request": audit.called(asked)} if {
	count(audit.unjudged) == 0
	some resource in ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]
	some verb, least in _least
	asked := audit.request(verb, "rbac.authorization.k8s.io", resource)
	not audit.reaches(asked, least)
}

_least := {"create": "Request", "update": "Request", "patch": "Request", "delete": "Metadata", "deletecollection": "Metadata"}
