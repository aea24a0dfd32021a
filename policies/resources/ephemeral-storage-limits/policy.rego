# METADATA
# title: Containers must have an ephemeral storage limit
# description: >-
#   Logs, the writable layer of a container and its emptyDir volumes fill the disk of the node. When it is full, the
#   kubelet evicts pods until there is room again, and those that are evicted need not be the one that wrote. With a
#   limit the kubelet evicts the pod that goes beyond it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [400, 770]
#   remediation: >-
#     Set resources.limits.ephemeral-storage for the container: what it writes to its own file system, its logs, and
#     its emptyDir volumes on disk.
#   message: "{type} {container} has no ephemeral storage limit"
#   tags: []
#   aliases:
#     - kube-score:container-ephemeral-storage-request-and-limit
package touchstone.resources["ephemeral-storage-limits"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.resources

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["resources", "limits", "ephemeral-storage"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	resources.lacks_limit(container, "ephemeral-storage")
}
