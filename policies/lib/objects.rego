# METADATA
# description: >-
#   The Kubernetes object behind a subject, as it is written: what the policies of other tools expect to see as their
#   input. Undefined, and with that an error of the check, when a workload comes without its object.
package touchstone.lib.objects

# METADATA
# description: The object of a workload, or the input itself when it is any other object.
object := input.object if _is_workload

object := input if not _is_workload

# An object that is made up to look like this comes with itself as its object.
_is_workload if {
	is_array(input.containers)
	is_array(input.pod.path)
}
