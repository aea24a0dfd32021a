# METADATA
# description: Which containers need probes, and what counts as one.
package touchstone.lib.probes

import data.touchstone.lib.containers

# METADATA
# description: The reason why a workload needs no probes, when it is meant to end; undefined for all others.
runs_to_completion := "the workload runs to completion" if input.pod.runsToCompletion

# METADATA
# description: Whether a container of the list runs for as long as its pod and does not have the probe.
lacks_probe(container, probe) if {
	keeps_running(container)
	not is_probe(object.get(container, probe, null))
}

# METADATA
# description: >-
#   Whether a container runs for as long as its pod. Sidecars count: the pod is not well while one of them hangs, and
#   moving a container there must not hide it.
keeps_running(container) if container.type == "container"

keeps_running(container) if containers.is_sidecar(container)

# METADATA
# description: Whether it is a probe. Without one of these it asks nothing, and the API server refuses it.
is_probe(probe) if {
	some action in ["httpGet", "grpc", "tcpSocket", "exec"]
	is_object(probe[action])
}
