# METADATA
# title: Roles must not allow list or watch on all Secrets
# description: >-
#   The answer to list and to watch holds the values of the Secrets, not only their names: these verbs read all of
#   them at once, without knowing a single name. A program that has to follow one Secret names it in resourceNames,
#   and asks with a field selector on its name.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take list and watch away from secrets, or name the Secret in resourceNames.
#   message: "the role may {verbs} every Secret {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0015
package touchstone.rbac["list-watch-secrets"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"verbs": _verbs(rule)}) if {
	some rule in access.unnamed(["list", "watch"], "", ["secrets"])
}

_verbs(rule) := concat(" and ", [verb |
	some verb in ["list", "watch"]
	access.grants(rule, verb, "", "secrets")
])
