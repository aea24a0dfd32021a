# METADATA
# description: Reads which bytes of an image scanners and bills of materials looked at.
package touchstone.lib.scanned_images

import data.touchstone.lib.scans

# METADATA
# description: Why nothing can be compared with the image; undefined when it has a digest.
no_digest := "the image is not pinned by a digest" if input.digest == ""

# METADATA
# description: Digests that runs of scanners over images of its repository name, and the digest of the image.
scanned contains digest if {
	some scan in input.scans
	some digest in scan.digests
}

# METADATA
# description: Digests that bills of materials of such images name.
described contains digest if {
	some digest in [bill.digest | some bill in input.bills]
	digest != ""
}

# METADATA
# description: Whether the image has a digest, others of its repository were scanned, and it was not.
only_others_scanned if {
	input.digest != ""
	count(scanned) > 0
	not input.digest in scanned
}

# METADATA
# description: Whether the run looked at the image, by its digest, or by its tag when it has none.
is_of_image(scan) if {
	input.digest != ""
	input.digest in scan.digests
}

is_of_image(scan) if {
	input.digest == ""
	scan.tag == _tag
}

_tag := "latest" if input.tag == ""

else := input.tag

# METADATA
# description: Whether the run looks for known weaknesses of what is in an image.
looks_inside(run) if {
	some class in run.classes
	class in {"image", "dependency"}
}

# METADATA
# description: Why a run proves nothing of the image, as a set of sentences; empty for one that counts.
faults(run) := scans.faults_of(run) | {"it looks for something else" | not looks_inside(run)}
