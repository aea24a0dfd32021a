# METADATA
# title: Pods must not choose their own SELinux domain
# description: >-
#   On nodes with SELinux every container runs in a domain that is kept apart from the node and from other
#   containers. A pod that names another type leaves that confinement, as spc_t does altogether, and a user or a
#   role of its own choice is a way to one. Levels may be set: they keep containers apart from each other.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653]
#   remediation: >-
#     Remove user and role from seLinuxOptions, and use no type but container_t, container_init_t, container_kvm_t
#     or, from Kubernetes 1.31 on, container_engine_t.
#   caution: What only the named type, user or role may do fails.
#   message: "{where} sets the SELinux {option} to {value}"
#   tags: [pss-baseline]
#   aliases:
#     - trivy:KSV-0025
package touchstone.workload["selinux-options"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.target
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# The values that are allowed, each with the minor version of Kubernetes that allows it first; 0 for all of them.
_allowed_since := {
	"type": {
		"container_t": 0,
		"container_init_t": 0,
		"container_kvm_t": 0,
		"container_engine_t": 31,
	},
	"user": {},
	"role": {},
}

fail contains {
	"path": array.concat(context.path, ["seLinuxOptions", option]),
	"details": {"where": context.where, "option": option, "value": values.show(value)},
	"fix": {"remove": true},
} if {
	some context in security.contexts
	options := values.field(context.fields, "seLinuxOptions")
	some option, since in _allowed_since
	value := values.field(options, option)
	not value in [null, ""]
	not _is_allowed(since, value)
}

_is_allowed(since, value) if target.at_least(since[value])
