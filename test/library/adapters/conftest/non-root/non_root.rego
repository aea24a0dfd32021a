package main

import rego.v1

pod_spec := input.spec if input.kind == "Pod"

pod_spec := input.spec.jobTemplate.spec.template.spec if input.kind == "CronJob"

pod_spec := input.spec.template.spec if not input.kind in {"Pod", "CronJob"}

deny contains msg if {
	some container in pod_spec.containers
	not runs_as_non_root(container)
	msg := sprintf("container %s may run as root", [container.name])
}

deny contains msg if {
	every container in pod_spec.containers {
		container.securityContext.runAsUser == 0
	}
	msg := sprintf("all %d containers of %s run as user 0", [count(pod_spec.containers), input.metadata.name])
}

runs_as_non_root(container) if container.securityContext.runAsNonRoot == true

runs_as_non_root(container) if {
	not "runAsNonRoot" in object.keys(object.get(container, "securityContext", {}))
	pod_spec.securityContext.runAsNonRoot
}
