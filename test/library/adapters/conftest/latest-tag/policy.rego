package main

import rego.v1

# METADATA
# title: Images have a version
# description: A tag that moves brings another program with every restart.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: MEDIUM
deny_latest contains msg if {
	some container in input.spec.template.spec.containers
	endswith(container.image, ":latest")
	msg := sprintf("image %q of container %q has no fixed version", [container.image, container.name])
}

warn_untagged contains msg if {
	some container in input.spec.template.spec.containers
	parts := split(container.image, "/")
	last := parts[count(parts) - 1]
	not contains(last, ":")
	not contains(last, "@")
	msg := sprintf("image %s has neither tag nor digest", [container.image])
}
