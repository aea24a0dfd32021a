# METADATA
# description: The volumes of a pod that are paths of its node.
package touchstone.lib.host_paths

import data.touchstone.lib.values

# METADATA
# description: Every hostPath volume, with its index in the list, its name and what its hostPath holds.
volumes := [found |
	some index, volume in values.entries(object.get(input.pod.spec, "volumes", null))
	source := values.field(volume, "hostPath")
	source != null
	found := {"index": index, "name": values.name(volume, index), "source": source}
]

# METADATA
# description: The directory that is mounted, for a message.
directory(source) := source.path if is_string(source.path)

else := "a path"
