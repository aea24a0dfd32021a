# METADATA
# title: What runs must be the image that was scanned
# description: >-
#   A scan speaks of the bytes that it looked at. When the image was built again afterwards, under the same name or the
#   next version, what the scanner said holds for an image that nobody runs. The digest in the manifest has to be one that
#   a scanner of images named.
# custom:
#   severity: high
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [345]
#   remediation: >-
#     Scan the image by the digest that the manifest has, after it is built and before it is rolled out.
#   message: "{image} is not what was scanned, which is {scanned}"
#   tags: []
#   aliases: []
package touchstone.supply["image-scanned-other-digest"]

import data.touchstone.lib.scanned_images

not_applicable contains scanned_images.no_digest

not_applicable contains "no scan of an image of its repository says which digest it looked at" if {
	count(scanned_images.scanned) == 0
}

fail contains {"path": [], "details": {"image": input.reference, "scanned": _scanned}} if {
	scanned_images.only_others_scanned
}

_scanned := concat(", ", array.slice(sort(scanned_images.scanned), 0, 3))
