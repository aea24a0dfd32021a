# METADATA
# title: Snapshots of volumes must outlive their objects
# description: >-
#   With deletionPolicy Delete, the snapshot on the storage goes with its VolumeSnapshot, and that goes with its
#   namespace. Whoever deletes a namespace, by mistake or on purpose, deletes the volumes and their backups in one
#   step. With Retain the snapshot stays, and somebody has to remove it one day.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy
# custom:
#   severity: low
#   kinds: [object]
#   resources: [VolumeSnapshotClass]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set deletionPolicy to Retain for snapshots that are backups, and let the tool that makes backups expire them.
#     Take an exception for a class that is for copies only.
#   message: "snapshots are deleted with their objects: deletionPolicy is {policy}"
#   tags: []
#   aliases: []
package touchstone.storage["volume-snapshot-delete"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("snapshot.storage.k8s.io", "VolumeSnapshotClass")

fail contains {"path": ["deletionPolicy"], "details": {"policy": values.show(policy)}} if {
	policy := values.field(input, "deletionPolicy")
	policy != "Retain"
}
