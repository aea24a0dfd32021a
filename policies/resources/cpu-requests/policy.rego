# METADATA
# title: Containers must request CPU
# description: >-
#   The scheduler places a pod by what it requests. Without a request for CPU it counts as nothing: the node is
#   filled beyond what it can do, and under load such a container gets the smallest share of all. A default from a
#   LimitRange is another object that may be missing in the next cluster, so it does not count here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [410]
#   remediation: >-
#     Set resources.requests.cpu for the container, or for the pod, to what it uses on an ordinary day.
#   message: "{type} {container} does not request CPU"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_10
#     - kubescape:C-0268
#     - polaris:cpuRequestsMissing
#     - trivy:KSV-0015
package touchstone.resources["cpu-requests"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.resources

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["resources", "requests", "cpu"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	resources.lacks_request(container, "cpu")
}
