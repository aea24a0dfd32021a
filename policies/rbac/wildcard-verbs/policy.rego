# METADATA
# title: Roles must name the verbs that they allow
# description: >-
#   A rule whose verbs are `*` allows everything that can be done with its resources: deleting them, and what nobody
#   thinks of when the role is written, such as escalate, bind and impersonate, or a verb that a later version brings.
#   A rule that names single objects is judged, too. Rules for paths that are no resources are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [250]
#   remediation: >-
#     Write down the verbs that the program uses, such as get, list and watch.
#   message: "the role allows every verb on {resources} {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_49
#     - kube-linter:wildcard-in-rules
#     - kubescape:C-0187
#     - trivy:KSV-0045
package touchstone.rbac["wildcard-verbs"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {"resources": access.several(rule.resources, "every resource")}) if {
	some rule in input.rules
	"*" in rule.verbs
	rule.resources != []
}
