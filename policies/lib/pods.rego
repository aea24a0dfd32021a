# METADATA
# description: What holds for a pod as a whole, whichever kind of workload owns it.
package touchstone.lib.pods

import data.touchstone.lib.target

# METADATA
# description: >-
#   The reason why nothing can be said of a workload without ordinary containers; undefined for all others. The API
#   server refuses such a workload, and a list of the wrong type looks like an empty one: neither may count as a pass.
no_containers := "the workload has no containers" if not _has_containers

_has_containers if {
	some container in input.containers
	container.type == "container"
}

# METADATA
# description: Whether the pod says that it runs on Windows, which has none of Linux's security settings.
is_windows if input.pod.spec.os.name == "windows"

# METADATA
# description: >-
#   Whether the Pod Security Standards spare the pod the settings that Windows does not have. They do from Kubernetes
#   1.25 on, because the API server refuses a Windows pod that has them.
is_excused_as_windows if {
	is_windows
	target.at_least(25)
}

# METADATA
# description: >-
#   Whether the Pod Security Standards trust the pod's user namespace, in which user 0 is an ordinary user of the node.
#   They do from Kubernetes 1.35 on. The field must be there; the default is no user namespace.
has_trusted_user_namespace if {
	input.pod.spec.hostUsers == false
	target.at_least(35)
}
