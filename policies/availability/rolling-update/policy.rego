# METADATA
# title: Rollouts of a Deployment must keep pods running
# description: >-
#   A rollout that takes all pods away before new ones are ready is an outage with each release, and one that lasts
#   when the new version does not start. The strategy Recreate does that on purpose, and so does a maxUnavailable
#   that covers every replica. Recreate is right where a pod holds a volume claim that its successor needs, so that
#   is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
# custom:
#   severity: low
#   kinds: [workload]
#   resources: [Deployment]
#   optional: true
#   cwe: []
#   remediation: >-
#     Use the strategy RollingUpdate, with a maxUnavailable below the number of replicas; 0 keeps all of them.
#   caution: Old and new pods run beside each other during an update.
#   message: "{field} is {value}, so a rollout does not keep old pods until new ones are ready"
#   tags: []
#   aliases:
#     - kube-linter:no-rolling-update-strategy
package touchstone.availability["rolling-update"]

import data.touchstone.lib.pods
import data.touchstone.lib.shares
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is no Deployment" if input.kind != "Deployment"

not_applicable contains "its pods hold a volume claim that cannot be handed over while they run" if {
	_type == "Recreate"
	some volume in values.entries(object.get(input.pod.spec, "volumes", null))
	values.field(volume, "persistentVolumeClaim") != null
}

fail contains {"path": ["spec", "strategy", "type"], "details": {"field": "strategy.type", "value": values.show(_type)}} if {
	not _type in {null, "RollingUpdate"}
}

fail contains {
	"path": ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
	"details": {"field": "maxUnavailable", "value": values.show(_most)},
	"fix": {"remove": true},
} if {
	_type in {null, "RollingUpdate"}
	_most != null
	not _leaves_some(_most)
}

_strategy := object.get(input.spec, "strategy", null)

_type := values.field(_strategy, "type")

_most := values.field(values.field(_strategy, "rollingUpdate"), "maxUnavailable")

_leaves_some(most) if {
	is_number(most)
	not _covers_all(most)
}

_leaves_some(most) if shares.percent(most) < 100

# Without a number of replicas there may be as many as an autoscaler wants.
_covers_all(most) if {
	replicas := object.get(input.spec, "replicas", null)
	is_number(replicas)
	replicas > 0
	most >= replicas
}
