# METADATA
# title: Containers must not mount two volumes at one path
# description: >-
#   Two volumes at one path hide one another, so the API server refuses the pod. When the mounts stand in a template
#   of a chart, one from the chart and one from its values, the next upgrade comes to a halt there. Paths that differ
#   in a slash at the end are accepted, and are the same directory all the same.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove one of the mounts, or give it a path of its own.
#   message: "{where} mounts a second volume at {directory}"
#   tags: []
#   aliases: []
package touchstone.workload["duplicate-mount-path"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["volumeMounts", index, "mountPath"]),
	"details": {"where": containers.where(container), "directory": directory},
} if {
	some container in input.containers
	directories := [_directory(mount) | some mount in values.entries(object.get(container, "volumeMounts", null))]
	count(directories) != count({directory | some directory in directories})
	some index, directory in directories
	is_string(directory)
	directory in array.slice(directories, 0, index)
}

_directory(mount) := trim_right(mount.mountPath, "/") if is_string(mount.mountPath)

else := null
