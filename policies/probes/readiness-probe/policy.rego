# METADATA
# title: Long-running containers must have a readiness probe
# description: >-
#   Without a readiness probe a container counts as ready as soon as it has started. Services send it requests
#   that it cannot answer yet, or no longer, and a rollout goes on although the new version does not work.
#   Sidecars, which are init containers that are always restarted, need one too; other init containers and
#   whatever runs to completion do not.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   cwe: [754]
#   remediation: >-
#     Add a readinessProbe that succeeds when the container can do its work.
#   message: "{type} {container} has no readiness probe"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_9
#     - kube-linter:no-readiness-probe
#     - kubescape:C-0018
#     - polaris:readinessProbeMissing
package touchstone.probes["readiness-probe"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.probes

not_applicable contains pods.no_containers

not_applicable contains probes.runs_to_completion

fail contains {
	"path": array.concat(container.path, ["readinessProbe"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	probes.lacks_probe(container, "readinessProbe")
}
