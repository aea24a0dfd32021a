# METADATA
# title: Long-running containers must have a liveness probe
# description: >-
#   A process can hang without ending: a deadlock, a lost connection, a full queue. Kubernetes restarts what has
#   ended, but of what hangs it learns only by asking. Sidecars, which are init containers that are always
#   restarted, need one too; other init containers and whatever runs to completion do not.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   cwe: [754]
#   remediation: >-
#     Add a livenessProbe that asks the process itself and nothing that it depends on, and a startupProbe if it
#     starts slowly.
#   message: "{type} {container} has no liveness probe"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_8
#     - kube-linter:no-liveness-probe
#     - kubescape:C-0056
#     - polaris:livenessProbeMissing
package touchstone.probes["liveness-probe"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.probes

not_applicable contains pods.no_containers

not_applicable contains probes.runs_to_completion

fail contains {
	"path": array.concat(container.path, ["livenessProbe"]),
	"details": containers.details(container),
} if {
	some container in input.containers
	probes.lacks_probe(container, "livenessProbe")
}
