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
	_keeps_running(container)
	not _is_probe(object.get(container, probe, null))
}

# Sidecars count: the pod is not well while one of them hangs, and moving a container there must not hide it.
_keeps_running(container) if container.type == "container"

_keeps_running(container) if containers.is_sidecar(container)

# Without one of these a probe asks nothing, and the API server refuses it.
_is_probe(probe) if {
	some action in ["httpGet", "grpc", "tcpSocket", "exec"]
	is_object(probe[action])
}
