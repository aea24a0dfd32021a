# METADATA
# description: >-
#   Requests and limits, as Kubernetes completes them: a limit is also the request where none is written, and what is
#   written for the pod counts for all of its containers, where a pod may have it. Ephemeral containers cannot have any.
package touchstone.lib.resources

# METADATA
# description: Whether the container needs a limit of the resource ("cpu", "memory") and neither it nor its pod has one.
lacks_limit(container, resource) if {
	_needs_resources(container)
	not is_amount(object.get(container, ["resources", "limits", resource], null))
	not _pod_has("limits", resource)
}

# METADATA
# description: Whether the container needs a request for the resource and neither it nor its pod has one.
lacks_request(container, resource) if {
	_needs_resources(container)
	not is_amount(_request(container, resource))
	not _pod_has("requests", resource)
	not _pod_has("limits", resource)
}

_needs_resources(container) if container.type != "ephemeral"

# A pod as a whole cannot have ephemeral storage: the API server refuses that.
_pod_has(list, resource) if {
	resource != "ephemeral-storage"
	is_amount(object.get(input.pod.spec, ["resources", list, resource], null))
}

# A request of 0 is a request: the limit takes the place of a missing one only.
_request(container, resource) := request if {
	request := object.get(container, ["resources", "requests", resource], null)
	request != null
}

else := object.get(container, ["resources", "limits", resource], null)

# METADATA
# description: Whether it is an amount above 0, however it is written. Nothing is reserved or limited by 0.
is_amount(value) if {
	is_number(value)
	value > 0
}

is_amount(value) if {
	is_string(value)
	first := substring(trim_left(value, "+0."), 0, 1)
	first != ""
	contains("123456789", first)
}
