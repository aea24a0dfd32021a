# METADATA
# title: Audit policies must record who touches Secrets
# description: >-
#   Who read a Secret is the first question after a leak, and only the audit log can answer it: level Metadata tells
#   who, when and which. ConfigMaps hold what programs obey, and belong with them.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Add a rule of level Metadata for secrets and configmaps of the core group before the rules that leave requests
#     out.
#   message: "requests to {verb} {resource} are not recorded"
#   tags: []
#   aliases: []
package touchstone.audit["secrets-recorded"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": audit.path(asked), "details": {"resource": resource, "verb": verb}} if {
	count(audit.unjudged) == 0
	some resource in ["secrets", "configmaps"]
	some verb in _verbs[resource]
	asked := audit.request(verb, "", resource)
	not audit.reaches(asked, "Metadata")
}

_changes := ["create", "update", "patch", "delete", "deletecollection"]

# Everybody reads ConfigMaps all the time.
_verbs := {"secrets": array.concat(["get", "list", "watch"], _changes), "configmaps": _changes}
