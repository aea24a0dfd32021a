package touchstone.lib.containers_test

import data.touchstone.lib.containers

_path := ["spec", "initContainers", 3]

test_each_sort_has_its_label if {
	containers.label({"type": "init"}) == "init container"
	containers.label({"type": "container"}) == "container"
	containers.label({"type": "ephemeral"}) == "ephemeral container"
}

test_only_an_init_container_that_is_always_restarted_is_a_sidecar if {
	containers.label({"type": "init", "restartPolicy": "Always"}) == "sidecar container"
	containers.label({"type": "init", "restartPolicy": "OnFailure"}) == "init container"
	containers.label({"type": "container", "restartPolicy": "Always"}) == "container"
}

test_details_read_well if {
	container := {"type": "init", "path": _path, "name": "migrate"}
	containers.details(container) == {"type": "init container", "container": "migrate"}
	containers.where(container) == "init container migrate"
}

test_a_container_without_a_name_is_called_by_its_place if {
	containers.where({"type": "init", "path": _path}) == "init container #3"
}
