# METADATA
# title: Workloads must not be kept out of the mesh
# description: >-
#   A workload without the proxy of the mesh talks in clear text, and what mutual TLS and policies of the mesh
#   promise does not hold for it. It also forces others to accept connections without mutual TLS.
# related_resources:
#   - https://linkerd.io/2/features/proxy-injection/
#   - https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
# custom:
#   severity: medium
#   kinds: [workload, object]
#   resources: [Namespace, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Remove the label or annotation that disables injection.
#   message: "{setting} is {value}"
#   tags: []
#   aliases: []
package touchstone.mesh["injection-disabled"]

import data.touchstone.lib.meshes
import data.touchstone.lib.values

_settings := {
	"linkerd.io/inject": ["disabled"],
	"sidecar.istio.io/inject": ["false", false],
	"istio-injection": ["disabled"],
	"istio.io/dataplane-mode": ["none"],
}

not_applicable contains "it says nothing of a mesh" if {
	every name in object.keys(_settings) {
		meshes.annotation(name) == null
		meshes.label(name) == null
	}
}

fail contains {"path": array.concat(meshes.path, ["annotations", name]), "details": {"setting": name, "value": values.show(value)}} if {
	some name, off in _settings
	value := meshes.annotation(name)
	value in off
}

fail contains {"path": array.concat(meshes.path, ["labels", name]), "details": {"setting": name, "value": values.show(value)}} if {
	some name, off in _settings
	value := meshes.label(name)
	value in off
}
