# METADATA
# title: Audit policies must record changes that no rule names
# description: >-
#   Requests that no rule matches are not recorded. Every new kind of object, and every custom resource, is then
#   outside of the log until somebody remembers to add it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     End the policy with a rule that says level: Metadata and nothing else.
#   message: "a request to {verb} objects that no rule names is not recorded"
#   tags: []
#   aliases: []
package touchstone.audit["catch-all"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": audit.path(asked), "details": {"verb": verb}} if {
	count(audit.unjudged) == 0
	some verb in ["create", "update", "patch", "delete"]
	asked := audit.request(verb, "touchstone.example.com", "touchstones")
	not audit.reaches(asked, "Metadata")
}
