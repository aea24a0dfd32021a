# METADATA
# description: Security contexts, of the pod and of its containers.
package touchstone.lib.security

import data.touchstone.lib.containers
import data.touchstone.lib.values

# METADATA
# description: >-
#   Every security context of the workload: the pod's, then those of the containers, each with the words for
#   {where}, its path and its fields. For settings that must not be weakened anywhere: a container that overrides
#   the pod's setting does not excuse the pod, and a safe pod does not excuse a container. An array, because a set
#   would hash all of it.
contexts := array.concat([_of_pod], [_of_container(container) | some container in input.containers])

_of_pod := {
	"where": "the pod",
	"path": array.concat(input.pod.path, ["securityContext"]),
	"fields": values.field(input.pod.spec, "securityContext"),
}

_of_container(container) := {
	"where": containers.where(container),
	"path": array.concat(container.path, ["securityContext"]),
	"fields": values.field(container, "securityContext"),
}
