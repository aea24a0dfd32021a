# METADATA
# title: Images must have been scanned
# description: >-
#   Where scans of some images are given and one image has none, its known vulnerabilities are missing from the report
#   because nobody looked. A scan counts by the digest of the image; a log that only has a name may be of other bytes. The
#   run has to count, too, and must not have failed or be too old.
# custom:
#   severity: high
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: []
#   remediation: >-
#     Scan every image that is deployed, by its digest, and give the logs with --sarif.
#   message: "{image} has no scan that counts: {why}"
#   tags: []
#   aliases: []
#   parameters:
#     required:
#       description: Whether the lack of a scan is a failure even when no scan of any image is given.
#       default: false
#       schema: { type: boolean }
package touchstone.supply["image-not-scanned"]

import data.touchstone.lib.scanned_images

not_applicable contains "no scan of an image is given" if {
	not input.given.scans
	not data.touchstone.parameters["supply/image-not-scanned"].required
}

# One finding is enough for it.
not_applicable contains "other digests of its repository were scanned, which supply/image-scanned-other-digest tells" if {
	scanned_images.only_others_scanned
}

fail contains {"path": [], "details": {"image": input.reference, "why": _why}} if not _is_scanned

_is_scanned if {
	some scan in _own
	count(scanned_images.faults(scan.run)) == 0
}

_own := [scan | some scan in input.scans; scanned_images.is_of_image(scan)]

_why := concat("; ", sort(_failed)) if count(_failed) > 0

_why := "no scan is of an image of its repository" if {
	count(_failed) == 0
	count(input.scans) == 0
}

_why := _unmatched if {
	count(_failed) == 0
	count(input.scans) > 0
}

_unmatched := "no scan is of its tag" if input.digest == ""

else := "what scans there are do not say which digest they looked at"

_failed contains concat("", [scan.run.tool.name, " ran, but ", faults]) if {
	some scan in _own
	faults := concat(", ", sort(scanned_images.faults(scan.run)))
}
