# METADATA
# title: Roles must name the API groups that they allow
# description: >-
#   A rule whose apiGroups are `*` is for the resources of that name in every group, those of operators that are
#   installed later included, which nobody had in mind. A rule for nothing but the subresource scale passes: an
#   autoscaler scales what it does not know.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Write down the API groups: an empty text for the core, or apps, batch and the like.
#   message: "the role is for {resources} of every API group {where}; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["wildcard-api-groups"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"resources": access.several(rule.resources, "every resource")}) if {
	some rule in input.rules
	"*" in rule.apiGroups
	some resource in rule.resources
	not endswith(resource, "/scale")
}
