# METADATA
# description: Reads what objects say of a service mesh, Istio or Linkerd.
package touchstone.lib.meshes

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The metadata of the pods, or of the object itself when it carries none, and where they stand.
metadata := input.pod.metadata if _is_workload

else := values.field(input, "metadata")

# METADATA
# description: Where the metadata stand.
path := input.pod.metadataPath if _is_workload

else := ["metadata"]

_is_workload if is_array(input.pod.path)

# METADATA
# description: The annotation, null when it is missing.
annotation(name) := values.field(values.field(metadata, "annotations"), name)

# METADATA
# description: The label, null when it is missing.
label(name) := values.field(values.field(metadata, "labels"), name)

# METADATA
# description: Settings of TLS of a DestinationRule, each with its place.
destination_tls := [{"path": array.concat(policy.path, ["tls"]), "tls": policy.value.tls} |
	some policy in _policies
	values.field(policy.value, "tls") != null
]

_policies := array.concat(_whole, _of_ports)

_whole := array.concat(
	[{"path": ["spec", "trafficPolicy"], "value": values.field(spec, "trafficPolicy")}],
	[{"path": ["spec", "subsets", index, "trafficPolicy"], "value": values.field(subset, "trafficPolicy")} |
		some index, subset in values.entries(values.field(spec, "subsets"))
	],
)

_of_ports := [{"path": array.concat(policy.path, ["portLevelSettings", index]), "value": setting} |
	some policy in _whole
	some index, setting in values.entries(values.field(policy.value, "portLevelSettings"))
]

# METADATA
# description: The spec of the object, null when there is none.
spec := values.field(input, "spec")

# METADATA
# description: The servers of a Gateway of Istio.
servers := values.entries(values.field(spec, "servers"))

# METADATA
# description: The reason why a check has nothing to say of an object that is no DestinationRule of Istio.
no_destination_rule := manifests.other_than("networking.istio.io", "DestinationRule")

# METADATA
# description: The reason why a check has nothing to say of an object that is no Gateway of Istio.
no_gateway := manifests.other_than("networking.istio.io", "Gateway")
