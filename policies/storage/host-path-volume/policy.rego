# METADATA
# title: PersistentVolumes must not be folders of a node
# description: >-
#   A PersistentVolume with hostPath hands a folder of a node to whichever pod claims it, past every rule against
#   hostPath in pods. A pod that moves to another node finds other data there, or none, and the folder is in no backup
#   of volumes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
#   - https://kubernetes.io/docs/concepts/storage/volumes/#local
# custom:
#   severity: high
#   kinds: [object]
#   resources: [PersistentVolume]
#   optional: true
#   cwe: [552, 668]
#   remediation: >-
#     Use a StorageClass with a CSI driver, or a local volume with nodeAffinity where data must stay on one node.
#   message: "the PersistentVolume is {directory} of the node"
#   tags: []
#   aliases: []
package touchstone.storage["host-path-volume"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "PersistentVolume")

fail contains {"path": ["spec", "hostPath"], "details": {"directory": _directory(source)}} if {
	source := values.field(values.field(input, "spec"), "hostPath")
	source != null
}

_directory(source) := source.path if is_string(source.path)

else := "a path"
