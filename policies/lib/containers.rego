# METADATA
# description: How messages call a container, and which containers run all the time.
package touchstone.lib.containers

import data.touchstone.lib.values

_labels := {
	"init": "init container",
	"container": "container",
	"ephemeral": "ephemeral container",
}

# METADATA
# description: >-
#   Whether this is a sidecar: an init container that is restarted, and so runs beside the ordinary containers for as
#   long as the pod does.
is_sidecar(container) if {
	container.type == "init"
	container.restartPolicy == "Always"
}

# METADATA
# description: What sort of container it is, for the placeholder {type}.
label(container) := "sidecar container" if is_sidecar(container)

else := _labels[container.type]

# METADATA
# description: Its name for the placeholder {container}; its place in the list when it has none.
name(container) := values.name(container, container.path[count(container.path) - 1])

# METADATA
# description: The details of a message that begins with "{type} {container}".
details(container) := {"type": label(container), "container": name(container)}

# METADATA
# description: Sort and name in one, for the placeholder {where} of messages that may also be about the pod.
where(container) := concat(" ", [label(container), name(container)])
