# METADATA
# description: What holds for a pod as a whole, whichever kind of workload owns it.
package touchstone.lib.pods

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
# description: Whether user 0 inside the pod is an ordinary user outside it. The field must be there; the default is no.
has_user_namespace if input.pod.spec.hostUsers == false
