# METADATA
# title: Containers must have a CPU limit
# description: >-
#   A container without a CPU limit takes all the time that its node has to spare. A runaway loop, or somebody who
#   mines coins, goes unnoticed and on the bill. Requests protect the neighbours from the worst, which is why this
#   weighs less than a missing limit of memory. A default from a LimitRange is another object that may be missing
#   in the next cluster, so it does not count here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [770]
#   remediation: >-
#     Set resources.limits.cpu for the container or for the pod.
#   message: "{type} {container} has no CPU limit"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_11
#     - kubescape:C-0270
#     - polaris:cpuLimitsMissing
#     - trivy:KSV-0011
package touchstone.resources["cpu-limits"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.resources

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["resources", "limits", "cpu"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	resources.lacks_limit(container, "cpu")
}
