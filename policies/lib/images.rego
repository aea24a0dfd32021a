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

# METADATA
# description: >-
#   Whether the reference begins with the host of a registry. As container runtimes have it, a first part without a dot
#   and a port is one only if it is localhost.
names_registry(image) if {
	[host, rest] := _split_host(image)
	rest != ""
	_is_host(host)
}

# METADATA
# description: The reference as Docker completes it, with docker.io and library where they are left out.
complete(image) := image if {
	names_registry(image)
	_split_host(image)[0] != "index.docker.io"
	not _is_official(image)
}

else := concat("/", ["docker.io/library", split(image, "/")[1]]) if _is_official(image)

else := concat("", ["docker.io", trim_prefix(image, "index.docker.io")]) if startswith(image, "index.docker.io/")

else := concat("/", ["docker.io", image]) if contains(image, "/")

else := concat("/", ["docker.io/library", image])

# METADATA
# description: The last part of the reference, without tag and digest.
name(image) := split(segments[count(segments) - 1], ":")[0] if {
	segments := split(split(image, "@")[0], "/")
}

_split_host(image) := [substring(image, 0, slash), substring(image, slash + 1, -1)] if {
	slash := indexof(image, "/")
	slash > 0
}

_is_host("localhost")

_is_host(text) if contains(text, ".")

_is_host(text) if contains(text, ":")

# An image that Docker Hub has no owner for.
_is_official(image) if {
	[host, _] := split(image, "/")
	host in ["docker.io", "index.docker.io"]
}
