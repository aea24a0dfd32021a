# METADATA
# title: Ports must not be taken out of the mesh
# description: >-
#   Connections to ports that annotations exclude go around the proxy: without mutual TLS, without
#   authorization, and unseen. Linkerd and Istio both have such annotations, for protocols in which the server
#   speaks first; opaque ports are the better answer, because they keep TLS.
# related_resources:
#   - https://linkerd.io/2/features/protocol-detection/
#   - https://istio.io/latest/docs/reference/config/annotations/
# custom:
#   severity: medium
#   kinds: [workload, object]
#   resources: [Namespace, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Remove the annotation, or declare the ports opaque: config.linkerd.io/opaque-ports.
#   message: "{annotation} takes ports {ports} out of the mesh"
#   tags: []
#   aliases: []
package touchstone.mesh["ports-outside"]

import data.touchstone.lib.meshes
import data.touchstone.lib.values

_annotations := [
	"config.linkerd.io/skip-inbound-ports",
	"config.linkerd.io/skip-outbound-ports",
	"traffic.sidecar.istio.io/excludeInboundPorts",
	"traffic.sidecar.istio.io/excludeOutboundPorts",
]

_meshed := [
	"config.linkerd.io/opaque-ports", "linkerd.io/inject", "sidecar.istio.io/inject",
	"traffic.sidecar.istio.io/includeInboundPorts",
]

not_applicable contains "it says nothing of a mesh" if {
	every name in array.concat(_annotations, _meshed) {
		meshes.annotation(name) == null
		meshes.label(name) == null
	}
}

fail contains {"path": array.concat(meshes.path, ["annotations", name]), "details": {"annotation": name, "ports": values.show(ports)}} if {
	some name in _annotations
	ports := meshes.annotation(name)
	not ports in [null, ""]
}
