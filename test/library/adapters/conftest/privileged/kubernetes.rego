package kubernetes

name = input.metadata.name

kind = input.kind

dangerous = {"SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE"}

is_pod {
	kind = "Pod"
}

is_cron_job {
	kind = "CronJob"
}

default pod = {}

pod = input.spec {
	is_pod
}

pod = spec {
	is_cron_job
	spec := input.spec.jobTemplate.spec.template.spec
}

pod = spec {
	not is_pod
	not is_cron_job
	spec := input.spec.template.spec
}

containers[container] {
	keys := {"containers", "initContainers"}
	list := pod[keys[_]]
	container = list[_]
}
