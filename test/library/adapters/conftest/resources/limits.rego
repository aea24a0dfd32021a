package team.limits

import data.team.quantities

deny contains result if {
	some index, container in input.spec.template.spec.containers
	not container.resources.limits.memory
	result := {"msg": sprintf("container %s (number %d) has no memory limit", [container.name, index]), "container": container.name}
}

deny contains result if {
	some container in input.spec.template.spec.containers
	limit := quantities.mebibytes(container.resources.limits.memory)
	limit > 512
	result := {
		"msg": sprintf("container %s may use %v MiB", [container.name, limit]),
		"container": container.name,
		"limit": limit,
	}
}
