# METADATA
# title: Containers must request memory
# description: >-
#   The scheduler places a pod by what it requests. Without a request for memory it counts as nothing: the node
#   runs out of memory, and the kernel ends processes, first those that asked for the least. A default from a
#   LimitRange is another object that may be missing in the next cluster, so it does not count here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [410]
#   remediation: >-
#     Set resources.requests.memory for the container, or for the pod, to what it needs to run.
#   message: "{type} {container} does not request memory"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_12
#     - kubescape:C-0269
#     - polaris:memoryRequestsMissing
#     - trivy:KSV-0016
package touchstone.resources["memory-requests"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.resources

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["resources", "requests", "memory"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	resources.lacks_request(container, "memory")
}
