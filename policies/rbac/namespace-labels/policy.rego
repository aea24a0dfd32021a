# METADATA
# title: Roles must not allow changing every namespace
# description: >-
#   The labels of a namespace say which level of Pod Security holds in it, and which webhooks and network policies
#   mean it. Whoever may change them switches these guards off, and then runs what they would have refused. A Role can
#   do that to its own namespace. A rule that names the namespaces passes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take update and patch away from namespaces, or name the namespaces in resourceNames.
#   message: "the role may change the labels of namespaces {where}; it is given to {subjects}"
#   tags: []
#   aliases: []
package touchstone.rbac["namespace-labels"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some rule in access.unnamed(["patch", "update"], "", ["namespaces"])
}
