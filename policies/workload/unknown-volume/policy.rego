# METADATA
# title: Containers must mount volumes that the pod has
# description: >-
#   A mount by a name that no volume has is refused by the API server, with everything else in the object. Mostly the
#   volume is there under a condition of a chart and the mount is not, or one of them was renamed. Volumes that a
#   StatefulSet claims count; custom resources, to which controllers add volumes, are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Add the volume to the pod, or remove the mount.
#   message: "{where} mounts the volume {volume}, which the pod does not have"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.workload["unknown-volume"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "custom resources may be given volumes by their controllers" if not _is_built_in

_is_built_in if input.apiVersion in ["v1", "apps/v1", "batch/v1"]

fail contains {
	"path": array.concat(container.path, ["volumeMounts", index, "name"]),
	"details": {"where": containers.where(container), "volume": values.show(name)},
} if {
	some container in input.containers
	some index, mount in values.entries(object.get(container, "volumeMounts", null))
	name := values.field(mount, "name")
	not name in _names
}

_names := array.concat(
	[volume.name | some volume in values.entries(object.get(input.pod.spec, "volumes", null))],
	[claim.metadata.name | some claim in values.entries(object.get(input.spec, "volumeClaimTemplates", null))],
)
