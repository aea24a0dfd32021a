# METADATA
# title: Paths of the node must be mounted read-only
# description: >-
#   An agent that reads the logs or the metrics of a node does not have to write there. What it can write, whoever
#   takes it over can write as well: a cron job, a kubelet manifest, a program in the path of root. Read-only is not
#   what a mount is unless it says so.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [552, 732]
#   remediation: >-
#     Set readOnly to true on the volumeMount. A volume that has to be written belongs on a PersistentVolumeClaim,
#     an emptyDir or a CSI volume.
#   caution: A program that writes to the directory fails.
#   message: "{type} {container} may write to {directory} of the node"
#   tags: []
#   aliases:
#     - kube-linter:writable-host-mount
#     - kubescape:C-0045
package touchstone.workload["host-path-writable"]

import data.touchstone.lib.containers
import data.touchstone.lib.host_paths
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["volumeMounts", index, "readOnly"]),
	"details": {
		"type": containers.label(container),
		"container": containers.name(container),
		"directory": host_paths.directory(volume.source),
	},
	"fix": {"set": true},
} if {
	some volume in host_paths.volumes
	some container in input.containers
	some index, mount in values.entries(object.get(container, "volumeMounts", null))
	values.field(mount, "name") == volume.name
	values.field(mount, "readOnly") != true
}
