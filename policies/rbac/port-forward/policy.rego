# METADATA
# title: Roles must not allow forwarding ports of pods
# description: >-
#   pods/portforward opens a connection to any port of a pod through the API server, also to those that listen on
#   localhost only, and past every NetworkPolicy. Databases and consoles that count on the network to keep others away
#   are open to whoever has it. Until Kubernetes 1.34 the verb get is enough for it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take pods/portforward out of the role.
#   message: "the role may forward ports of every pod {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0063
package touchstone.rbac["port-forward"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some rule in access.unnamed(access.connect_verbs, "", ["pods/portforward"])
}
