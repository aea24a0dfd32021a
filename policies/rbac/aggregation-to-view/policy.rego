# METADATA
# title: What is added to the role view must only read, and no Secrets
# description: >-
#   A ClusterRole with the label rbac.authorization.k8s.io/aggregate-to-view adds its rules to view, the role that is
#   given to whoever should look and not touch. Everybody who has it then has these rules as well. Fails what writes,
#   and what reads Secrets.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Label the role for edit or admin instead, and put what only reads into a ClusterRole of its own.
#   message: "the role adds {verbs} on {resources} to the role view, which everybody has who may look"
#   tags: []
#   aliases: []
package touchstone.rbac["aggregation-to-view"]

import data.touchstone.lib.access

not_applicable contains access.no_role

_read := {"get", "list", "watch"}

fail contains {"path": rule.path, "details": {
	"verbs": access.several(rule.verbs, "every verb"),
	"resources": access.several(rule.resources, "every resource"),
}} if {
	"view" in object.get(input, "aggregatesTo", [])
	some rule in input.rules
	rule.resources != []
	_is_too_much(rule)
}

_is_too_much(rule) if {
	some verb in rule.verbs
	not verb in _read
}

_is_too_much(rule) if {
	rule.resourceNames == []
	access.grants_any(rule, ["get", "list", "watch"], "", ["secrets"])
}
