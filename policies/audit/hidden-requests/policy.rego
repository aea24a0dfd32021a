# METADATA
# title: Audit policies must not leave changes out
# description: >-
#   A rule of level None is meant for the noise of components that ask the same thing every second. When it takes in
#   changes, or reads of Secrets, everything that is done under that name, in that namespace or by that group goes
#   unseen: system:masters and system:serviceaccounts are what an intruder wants to be.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Give the rule the verbs get, list and watch, and resources that are noise, such as endpoints, leases and events.
#   message: "the rule leaves requests to {verb} {resource} out of the audit log"
#   tags: []
#   aliases: []
package touchstone.audit["hidden-requests"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": ["rules", index], "details": {"resource": resource, "verb": verb}} if {
	count(audit.unjudged) == 0
	some index, rule in input.rules
	rule.level == "None"
	some group, resources in _telling
	some resource in resources
	some verb in _verbs(resource)
	some asked in audit.as_meant(rule, verb, group, resource)
	audit.decides(asked) == index
}

# One of each sort is enough: whoever hides a sort hides one of these.
_telling := {
	"": ["configmaps", "namespaces", "persistentvolumes", "pods", "pods/exec", "secrets", "serviceaccounts", "services"],
	"apps": ["daemonsets", "deployments", "statefulsets"],
	"admissionregistration.k8s.io": ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
	"batch": ["cronjobs", "jobs"],
	"certificates.k8s.io": ["certificatesigningrequests"],
	"networking.k8s.io": ["networkpolicies"],
	"rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
}

_verbs("secrets") := ["create", "update", "patch", "delete", "get", "list"]

_verbs("pods/exec") := ["create", "get"]

_verbs(resource) := ["create", "update", "patch", "delete"] if not resource in {"pods/exec", "secrets"}
