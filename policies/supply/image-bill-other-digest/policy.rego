# METADATA
# title: Bills of materials must be of the image that runs
# description: >-
#   A bill of materials of an image lists what was in the bytes that it was made from. When the image was built again since,
#   the list answers for another one: a component that was added is in no list, and one that was mended still looks broken.
#   The digest in the manifest has to be one that a bill describes.
# custom:
#   severity: medium
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [345]
#   remediation: >-
#     Make the bill from the image by the digest that the manifest has, with every build.
#   message: "{image} is not what its bill of materials describes, which is {described}"
#   tags: []
#   aliases: []
package touchstone.supply["image-bill-other-digest"]

import data.touchstone.lib.scanned_images

not_applicable contains scanned_images.no_digest

not_applicable contains "no bill of materials of an image of its repository says which digest it describes" if {
	count(scanned_images.described) == 0
}

fail contains {"path": [], "details": {"image": input.reference, "described": _described}} if {
	not input.digest in scanned_images.described
}

_described := concat(", ", array.slice(sort(scanned_images.described), 0, 3))
