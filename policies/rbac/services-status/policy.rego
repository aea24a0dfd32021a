# METADATA
# title: Roles must not allow changing the status of Services
# description: >-
#   The status of a Service of type LoadBalancer holds the addresses that nodes send to it. Whoever writes an address
#   of somebody else there gets the traffic that pods send to that address (CVE-2020-8554, which cannot be repaired).
#   Controllers of load balancers need this right. A rule that names the Services passes.
# related_resources:
#   - https://github.com/kubernetes/kubernetes/issues/97076
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Take services/status out of the role, or name the Services in resourceNames.
#   message: "the role may change the status of every Service {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV2_K8S_4
package touchstone.rbac["services-status"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	some rule in access.unnamed(["patch", "update"], "", ["services/status"])
}
