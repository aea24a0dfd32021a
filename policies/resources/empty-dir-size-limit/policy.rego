# METADATA
# title: emptyDir volumes must have a size limit
# description: >-
#   An emptyDir volume takes what it is given: on disk from the space of the node, in memory from that of the
#   containers that write to it. A sizeLimit makes the kubelet evict the pod that fills its volume, before the node
#   runs short and others have to go. For a volume in memory it is also the size of the file system, which is half
#   of the node's memory otherwise.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [400, 770]
#   remediation: >-
#     Set emptyDir.sizeLimit to what the container needs at most.
#   message: "the emptyDir volume {volume} has no size limit"
#   tags: []
#   aliases: []
package touchstone.resources["empty-dir-size-limit"]

import data.touchstone.lib.pods
import data.touchstone.lib.resources
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "its volumes are not written as Kubernetes has them" if {
	some volume in _volumes
	not is_object(volume)
}

fail contains {
	"path": array.concat(input.pod.path, ["volumes", index, "emptyDir", "sizeLimit"]),
	"details": {"volume": values.name(_volumes[index], index)},
} if {
	some index in _indexes
	not resources.is_amount(values.field(values.field(_volumes[index], "emptyDir"), "sizeLimit"))
}

_volumes := values.entries(object.get(input.pod.spec, "volumes", null))

_indexes := {index |
	some index, volume in _volumes
	_is_empty_dir(volume)
}

# Also when it is null, which is how a template without values leaves it.
_is_empty_dir(volume) if _ = volume.emptyDir
