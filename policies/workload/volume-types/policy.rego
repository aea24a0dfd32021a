# METADATA
# title: Pods must use only volume types that the cluster manages
# description: >-
#   A volume that a pod defines by itself, such as nfs, iscsi or hostPath, reaches storage or the node past
#   everything that administrators set for PersistentVolumes: who may use which server, with which credentials, in
#   which class. Most of these types are also drivers inside Kubernetes that are no longer maintained.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/storage/volumes/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [668]
#   remediation: >-
#     Use configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected or secret. Let
#     a PersistentVolume carry what only another type can.
#   message: "volume {volume} has the type {volumeType}"
#   tags: [pss-restricted]
#   aliases:
#     - trivy:KSV-0028
package touchstone.workload["volume-types"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# The types that a pod may define by itself; a volume without any is an emptyDir to the API server.
_allowed := {
	"configMap",
	"csi",
	"downwardAPI",
	"emptyDir",
	"ephemeral",
	"image",
	"persistentVolumeClaim",
	"projected",
	"secret",
}

fail contains {
	"path": array.concat(input.pod.path, ["volumes", index, volume_type]),
	"details": {"volume": values.name(volume, index), "volumeType": volume_type},
} if {
	some index, volume in values.entries(object.get(input.pod.spec, "volumes", null))
	some volume_type, source in volume
	volume_type != "name"
	source != null
	not volume_type in _allowed
}

# A string where a volume belongs is not a volume without a type.
fail contains {
	"path": array.concat(input.pod.path, ["volumes", index]),
	"details": {"volume": values.name(volume, index), "volumeType": "unknown"},
} if {
	some index, volume in values.entries(object.get(input.pod.spec, "volumes", null))
	not is_object(volume)
}
