# METADATA
# title: Replicas must be spread over nodes or zones
# description: >-
#   Replicas that run on one node fail together with it. The scheduler spreads them by itself only as far as other
#   considerations leave it, and how far differs from cluster to cluster. A topologySpreadConstraint or an
#   anti-affinity says what the workload needs. Workloads that leave replicas out, or have one, are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [Deployment, StatefulSet]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add topologySpreadConstraints over kubernetes.io/hostname or topology.kubernetes.io/zone that select the
#     workload's own pods, or a podAntiAffinity.
#   message: "nothing keeps the {replicas} replicas from running on one node"
#   tags: []
#   aliases:
#     - kube-linter:no-anti-affinity
#     - polaris:topologySpreadConstraint
package touchstone.availability["replica-spread"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is neither a Deployment nor a StatefulSet" if not input.kind in {"Deployment", "StatefulSet"}

not_applicable contains "it does not say that it runs more than once" if _replicas in {null, 0, 1}

fail contains {
	"path": array.concat(input.pod.path, ["topologySpreadConstraints"]),
	"details": {"replicas": values.show(_replicas)},
} if {
	not _has_entries(["topologySpreadConstraints"])
	not _has_entries(["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"])
	not _has_entries(["affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"])
}

_replicas := object.get(input.spec, "replicas", null)

_has_entries(path) if {
	entries := object.get(input.pod.spec, path, null)
	is_array(entries)
	some entry in entries
	is_object(entry)
}
