# METADATA
# title: Bindings must name service accounts that exist
# description: >-
#   An account that is named and does not exist gets the rights as soon as somebody makes one of that name: whoever
#   may create accounts in its namespace has them. The namespace of a subject is a common mistake. Only told where the
#   evidence has service accounts, and does not have this one.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: medium
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: []
#   remediation: >-
#     Correct the name and the namespace of the subject, or take it out of the binding.
#   message: "{whom}, to whom the binding gives {role}, does not exist"
#   tags: []
#   aliases: []
package touchstone.rbac["binding-subject-missing"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

fail contains access.binding_failure(array.concat(subject.path, ["name"]), {"whom": subject.text}) if {
	some subject in input.subjects
	not subject.found
	subject.known
}
