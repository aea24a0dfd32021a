package main

warn contains msg if {
	some container in input.spec.template.spec.containers
	missing := {"cpu", "memory"} - object.keys(object.get(container, ["resources", "requests"], {}))
	some resource in missing
	msg := sprintf("container %s requests no %s", [container.name, resource])
}
