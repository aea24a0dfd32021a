# METADATA
# title: Pods that run as root must have a user namespace
# description: >-
#   Root of a container is root of the node as soon as it gets out, unless the pod has a user namespace: there its
#   users are ordinary ones of the node that nobody else has, and its capabilities count inside alone. Judged are pods
#   with a container that may run as root, is privileged or adds a capability beyond NET_BIND_SERVICE; others lose
#   little without. A pod that shares another namespace of its node cannot have one until it gives that up. Pods that
#   use raw block devices cannot either, and clusters before Kubernetes 1.33 have it only behind a feature gate: those
#   are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Set hostUsers to false in the pod spec, which has to share no namespace of its node, where the nodes have a recent kernel and container runtime, or let the
#     containers run as an ordinary user.
#   message: "the pod has the users of its node, and {where} {what}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.workload["host-users"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.target
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "before Kubernetes 1.33, user namespaces need a feature gate" if not target.at_least(33)

not_applicable contains "Windows has no user namespaces" if pods.is_windows

not_applicable contains "the pod uses raw block devices, so that it cannot have users of its own" if {
	some container in input.containers
	count(container.volumeDevices) > 0
}

fail contains {
	"path": array.concat(input.pod.path, ["hostUsers"]),
	"details": {"where": containers.where(_mighty[0].container), "what": _mighty[0].what},
} if {
	object.get(input.pod.spec, "hostUsers", null) != false
	count(_mighty) > 0
}

_mighty := [{"container": container, "what": what} |
	some container in input.containers
	what := _might(container)
]

_might(container) := "is privileged" if {
	not values.is_off(object.get(container, ["securityContext", "privileged"], null))
}

else := "may run as root" if not _is_ordinary_user(container)

else := "adds a capability" if {
	some capability in values.entries(object.get(container, ["securityContext", "capabilities", "add"], null))
	capability != "NET_BIND_SERVICE"
}

_is_ordinary_user(container) if _setting(container, "runAsNonRoot") == true

_is_ordinary_user(container) if {
	user := _setting(container, "runAsUser")
	is_number(user)
	user > 0
}

# What the container says counts, else what the pod says.
_setting(container, name) := value if {
	value := object.get(container, ["securityContext", name], null)
	value != null
}

else := object.get(input.pod.spec, ["securityContext", name], null)
