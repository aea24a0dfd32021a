# METADATA
# title: Roles must name the resources that they allow
# description: >-
#   A rule whose resources are `*` is for every kind of its API groups, also for those that are added later, with all
#   of their subresources: in the core group that is Secrets, pods/exec and the tokens of service accounts. The path
#   `*` in nonResourceURLs is the same for everything else that the API server answers. A rule for one subresource of
#   everything, such as `*/scale`, passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Write down the resources that the program uses, one rule for each API group.
#   message: "the role allows {verbs} on every {what} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - trivy:KSV-0046
package touchstone.rbac["wildcard-resources"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"verbs": access.several(rule.verbs, "every verb"), "what": _what(rule)}) if {
	some rule in input.rules
	"*" in rule.resources
}

fail contains access.failure(rule, {"verbs": access.several(rule.verbs, "every verb"), "what": "path"}) if {
	some rule in input.rules
	"*" in rule.nonResourceURLs
}

_what(rule) := "resource" if "*" in rule.apiGroups

else := concat(" ", ["resource of the API group", _name(rule.apiGroups[0])]) if count(rule.apiGroups) == 1

else := concat(" ", ["resource of the API groups", access.several([_name(group) | some group in rule.apiGroups], "")])

_name("") := "core"

_name(group) := group if group != ""
