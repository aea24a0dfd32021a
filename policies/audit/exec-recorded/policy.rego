# METADATA
# title: Audit policies must record who enters pods
# description: >-
#   A shell in a container, a forwarded port, a debug container and the proxy of a node leave no trace in any object.
#   The audit log is the only one to know, and newer clients ask for them with the verb get, which rules about changes
#   miss.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Add a rule of level Metadata or more for pods/exec, pods/attach, pods/portforward, pods/proxy,
#     pods/ephemeralcontainers, services/proxy and nodes/proxy without verbs.
#   message: "a request to {verb} {resource} is not recorded"
#   tags: []
#   aliases: []
package touchstone.audit["exec-recorded"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": audit.path(asked), "details": {"resource": resource, "verb": verb}} if {
	count(audit.unjudged) == 0
	some resource, verbs in _ways
	some verb in verbs
	asked := audit.request(verb, "", resource)
	not audit.reaches(asked, "Metadata")
}

_ways := {
	"pods/attach": ["create", "get"],
	"pods/ephemeralcontainers": ["patch", "update"],
	"pods/exec": ["create", "get"],
	"pods/portforward": ["create", "get"],
	"pods/proxy": ["create", "get"],
	"services/proxy": ["create", "get"],
	"nodes/proxy": ["create", "get"],
}
