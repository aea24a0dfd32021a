package touchstone.lib.images_test

import data.touchstone.lib.images

_completed := {
	"redis": "docker.io/library/redis",
	"redis:7.4": "docker.io/library/redis:7.4",
	"bitnami/redis:7.4": "docker.io/bitnami/redis:7.4",
	"docker.io/redis:7.4": "docker.io/library/redis:7.4",
	"docker.io/bitnami/redis": "docker.io/bitnami/redis",
	"index.docker.io/redis": "docker.io/library/redis",
	"index.docker.io/bitnami/redis": "docker.io/bitnami/redis",
	"localhost/redis": "localhost/redis",
	"registry:5000/redis": "registry:5000/redis",
	"registry.example.com/agents/redis@sha256:c0ffee": "registry.example.com/agents/redis@sha256:c0ffee",
}

test_references_are_completed_as_docker_does if {
	every image, whole in _completed {
		images.complete(image) == whole
	}
}

test_a_port_a_dot_or_localhost_makes_a_registry if {
	named := [image | some image, whole in _completed; images.names_registry(image)]
	count(named) == 7
	not images.names_registry("redis:7.4")
	not images.names_registry("bitnami/redis:7.4")
	not images.names_registry("registry.example.com")
}

test_the_name_has_neither_tag_nor_digest if {
	images.name("registry:5000/agents/redis:7.4@sha256:c0ffee") == "redis"
	images.name("redis") == "redis"
}
