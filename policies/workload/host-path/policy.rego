# METADATA
# title: Pods must not mount paths of the node
# description: >-
#   A hostPath volume puts files of the node into a container: its configuration, the kubelet's credentials, the
#   socket of the container runtime, the volumes of other pods. Reading is often enough to take the node over, and
#   writing nearly always is. Read-only mounts do not help where a socket is mounted.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
# custom:
#   severity: critical
#   kinds: [workload]
#   cwe: [552, 668]
#   remediation: >-
#     Replace the volume by a PersistentVolumeClaim, an emptyDir, a ConfigMap or a CSI volume. An agent of the
#     node that cannot do without mounts the one folder that it reads, and nothing above it.
#   message: "volume {volume} mounts {directory} of the node"
#   tags: [pss-baseline]
#   aliases:
#     - kubescape:C-0048
#     - polaris:hostPathSet
#     - trivy:KSV-0023
package touchstone.workload["host-path"]

import data.touchstone.lib.host_paths
import data.touchstone.lib.pods

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["volumes", volume.index, "hostPath"]),
	"details": {"volume": volume.name, "directory": host_paths.directory(volume.source)},
} if {
	some volume in host_paths.volumes
}
