# METADATA
# title: Connections that nobody uses must end
# description: >-
#   A connection for exec or port-forward that never ends holds the node's ports and memory, and stays usable for
#   whoever comes to the keyboard next. streamingConnectionIdleTimeout of 0 lets it stay for ever. A request to the API
#   server that may take as long as it likes ties it up likewise.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
#   - https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [400]
#   remediation: >-
#     Leave streamingConnectionIdleTimeout and --request-timeout out, or set them to what the parameters allow.
#   message: "{component} lets connections stay too long: --{flag} is {value}"
#   tags: []
#   aliases: []
#   parameters:
#     requestSeconds:
#       description: How long a request to the API server may take.
#       default: 300
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 3600 }
#     streamSeconds:
#       description: How long a stream of the kubelet may be idle.
#       default: 14400
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 86400 }
package touchstone["control-plane"]["connection-timeouts"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_parameters := data.touchstone.parameters["control-plane/connection-timeouts"]

_flag := "request-timeout" if input.component == "kube-apiserver"

else := "streaming-connection-idle-timeout"

_most := _parameters.requestSeconds if input.component == "kube-apiserver"

else := _parameters.streamSeconds

fail contains control_plane.failure(_flag, {}) if {
	input.component in _components
	control_plane.has(_flag)
	not _is_within
}

_is_within if {
	input.seconds[_flag] > 0
	input.seconds[_flag] <= _most
}
