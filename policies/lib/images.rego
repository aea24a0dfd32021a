# METADATA
# description: The images that a workload runs or mounts, and what their references say.
package touchstone.lib.images

import data.touchstone.lib.containers
import data.touchstone.lib.values

# METADATA
# description: >-
#   Every image, with the words for {where}, its path and its reference as it is written, null when there is none,
#   and likewise when it is pulled. An array, because a set would hash all of it.
references := array.concat(_of_containers, _of_volumes)

_of_containers := [reference |
	some container in input.containers
	reference := {
		"where": containers.where(container),
		"path": array.concat(container.path, ["image"]),
		"image": object.get(container, "image", null),
		"pullPolicyPath": array.concat(container.path, ["imagePullPolicy"]),
		"pullPolicy": object.get(container, "imagePullPolicy", null),
	}
]

_of_volumes := [reference |
	some index, volume in values.entries(object.get(input.pod.spec, "volumes", null))
	source := values.field(volume, "image")
	source != null
	reference := {
		"where": concat(" ", ["volume", values.name(volume, index)]),
		"path": array.concat(input.pod.path, ["volumes", index, "image", "reference"]),
		"image": values.field(source, "reference"),
		"pullPolicyPath": array.concat(input.pod.path, ["volumes", index, "image", "pullPolicy"]),
		"pullPolicy": values.field(source, "pullPolicy"),
	}
]

# Hexadecimal digits of a digest, by algorithm.
_digits := {"sha256": 64, "sha384": 96, "sha512": 128}

# METADATA
# description: Whether the reference ends in a complete digest, which makes its tag, if there is one, a mere comment.
has_digest(image) if {
	[repository, digest] := split(image, "@")
	repository != ""
	[algorithm, hex] := split(digest, ":")
	count(hex) == _digits[algorithm]
	trim(hex, "0123456789abcdef") == ""
}

# METADATA
# description: The tag of the reference, "" when there is none. A colon before the last slash belongs to a port.
tag(image) := text if {
	segments := split(split(image, "@")[0], "/")
	[_, text] := split(segments[count(segments) - 1], ":")
}

else := ""
