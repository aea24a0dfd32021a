# METADATA
# title: Roles must not allow making tokens of every service account
# description: >-
#   Whoever may create serviceaccounts/token gets a token of any account in reach, and with it all that the account
#   may do, for as long as was asked for. A rule that names the accounts in resourceNames passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Name the accounts in resourceNames, or take serviceaccounts/token out of the role.
#   message: "the role may make tokens of every service account {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0282
package touchstone.rbac["token-request"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some rule in access.unnamed(["create"], "", ["serviceaccounts/token"])
}
