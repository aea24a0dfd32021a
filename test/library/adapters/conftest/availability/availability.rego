package main

import future.keywords.in

# Written when these were builtins: any, all, re_match, set_diff.
deny[msg] {
	input.kind == "Deployment"
	not re_match(`^[a-z]([-a-z0-9]*[a-z0-9])?$`, input.metadata.name)
	msg := sprintf("the name %v is no DNS label", [input.metadata.name])
}

deny[msg] {
	input.kind == "Deployment"
	object.get(input.spec, "replicas", 1) < 2
	not any([is_batch, is_singleton])
	msg := sprintf("%s runs %d replicas, 2 are needed", [input.metadata.name, object.get(input.spec, "replicas", 1)])
}

deny[msg] {
	input.kind in ["Deployment", "StatefulSet"]
	probes := [has_probe(container) | container := input.spec.template.spec.containers[_]]
	not all(probes)
	msg := sprintf("%s has a container without a readiness probe", [input.metadata.name])
}

deny[msg] {
	input.kind == "PodDisruptionBudget"
	unknown := set_diff({key | input.spec[key]}, {"selector", "minAvailable", "maxUnavailable"})
	field := unknown[_]
	msg := sprintf("the budget %s has the unknown field %s", [input.metadata.name, field])
}

deny[msg] {
	input.kind == "PodDisruptionBudget"
	input.spec.maxUnavailable == 0
	msg := sprintf("the budget %s lets no node drain", [input.metadata.name])
}

default is_batch = false

is_batch {
	input.metadata.labels.tier == "batch"
}

default is_singleton = false

is_singleton {
	input.spec.strategy.type == "Recreate"
}

has_probe(container) = true {
	container.readinessProbe
} else = false {
	true
}
