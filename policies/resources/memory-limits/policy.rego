# METADATA
# title: Containers must have a memory limit
# description: >-
#   A container without a memory limit can take all the memory of its node, by a leak or because somebody sends it
#   the right requests. The kernel then ends processes of others. A limit keeps the damage to the container that
#   causes it. A default from a LimitRange is another object that may be missing in the next cluster, so it does
#   not count here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [770]
#   remediation: >-
#     Set resources.limits.memory for the container or for the pod.
#   message: "{type} {container} has no memory limit"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_13
#     - kubescape:C-0271
#     - polaris:memoryLimitsMissing
#     - trivy:KSV-0018
package touchstone.resources["memory-limits"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.resources

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["resources", "limits", "memory"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	resources.lacks_limit(container, "memory")
}
