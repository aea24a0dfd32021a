# METADATA
# title: Nothing must be bound to users who are not known
# description: >-
#   system:anonymous is whoever gives no name, and system:unauthenticated the group of all of them: whoever reaches
#   the API server has what is bound to them. A binding passes that gives nothing but reading of paths such as
#   /healthz, or of ConfigMaps that it names, as kubeadm does for nodes that join.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: critical
#   kinds: [access]
#   resources: [ClusterRoleBinding, RoleBinding]
#   optional: true
#   cwe: [306]
#   remediation: >-
#     Delete the subject; bind the role to the accounts or groups that need it.
#   message: "the binding gives {role} to everybody who reaches the API server, as {whom}, {scope}"
#   tags: []
#   aliases:
#     - kubescape:C-0262
#     - trivy:KSV-0122
package touchstone.rbac["anonymous-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

_nobody := {"Group": "system:unauthenticated", "User": "system:anonymous"}

fail contains access.binding_failure(subject.path, {"whom": subject.name}) if {
	some subject in input.subjects
	subject.name == _nobody[subject.kind]
	not _is_public
}

_is_public if {
	input.grants != []
	every rule in input.grants {
		_is_harmless(rule)
	}
}

_is_harmless(rule) if {
	rule.resources == []
	_only_reads(rule)
	not "*" in rule.nonResourceURLs
}

_is_harmless(rule) if {
	rule.resourceNames != []
	rule.resources == ["configmaps"]
	_only_reads(rule)
}

_only_reads(rule) if {
	every verb in rule.verbs {
		verb in ["get", "list", "watch"]
	}
}
