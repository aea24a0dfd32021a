# METADATA
# title: Rights on named objects must be bound in their namespace
# description: >-
#   A ClusterRoleBinding gives its role in every namespace. Where the role is about nothing but objects that it names,
#   or the Leases by which replicas elect a leader, that is of use in one namespace, and in all the others the rights
#   are for objects of the same name that belong to somebody else.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: low
#   kinds: [access]
#   resources: [ClusterRoleBinding]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Bind the role with a RoleBinding in the namespace of the objects; a RoleBinding may name a ClusterRole.
#   message: "the binding gives {role} in every namespace, although it is about {what}"
#   tags: []
#   aliases: []
package touchstone.rbac["cluster-wide-binding"]

import data.touchstone.lib.access

not_applicable contains access.no_binding

not_applicable contains "the binding is for one namespace" if input.kind == "RoleBinding"

# Of Kubernetes' own kinds those that are in namespaces and are named in roles.
_namespaced := {
	"": ["configmaps", "endpoints", "persistentvolumeclaims", "pods", "secrets", "serviceaccounts", "services"],
	"apps": ["daemonsets", "deployments", "statefulsets"],
	"coordination.k8s.io": ["leases"],
}

fail contains access.binding_failure(["roleRef"], {"what": _what}) if {
	input.grants != []
	every rule in input.grants {
		_is_local(rule)
	}
}

_is_local(rule) if {
	every group in rule.apiGroups {
		every resource in rule.resources {
			resource in object.get(_namespaced, group, [])
		}
	}
	_is_narrow(rule)
}

_is_narrow(rule) if rule.resourceNames != []

_is_narrow(rule) if rule.apiGroups == ["coordination.k8s.io"]

_names := {name | some name in input.grants[_].resourceNames}

_what := "Leases" if count(_names) == 0

else := concat(" ", ["the objects named", access.several(sort(_names), "")])
