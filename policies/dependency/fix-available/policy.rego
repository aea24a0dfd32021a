# METADATA
# title: Fixes that are there must be installed
# description: >-
#   A vulnerability with a fixed version needs no thought about work-arounds: somebody else has done the work, and the
#   fix itself shows attackers where to look. What stays in spite of it stays because nobody updates. Vulnerabilities of
#   low severity are left to the next update that comes anyway.
# custom:
#   severity: medium
#   kinds: [scan, weakness]
#   resources: [ScannerRun, Vulnerability, ImageVulnerability]
#   optional: true
#   cwe: [1395]
#   remediation: >-
#     Update to the fixed version that the finding names. Let a program propose such updates, and tests decide whether
#     they may go in.
#   message: "{package} has {advisory} of {severity} severity, and {fixed} has the fix (by {scanners})"
#   tags: []
#   aliases: []
package touchstone.dependency["fix-available"]

import data.touchstone.lib.scans
import data.touchstone.lib.vulnerabilities

not_applicable contains "no version is known that has a fix" if {
	not scans.is_run
	vulnerabilities.fixed == ""
}

not_applicable contains scans.unjudged(vulnerabilities.classes, _is_meant)

fail contains {"path": [], "details": object.union(vulnerabilities.details, {"fixed": vulnerabilities.fixed})} if _is_meant

default _is_meant := false

_is_meant if {
	scans.is_of(vulnerabilities.classes)
	scans.at_least("medium")
	vulnerabilities.fixed != ""
}
