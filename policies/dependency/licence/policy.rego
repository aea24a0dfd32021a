# METADATA
# title: Licences of dependencies must be ones that may be used
# description: >-
#   A licence that forbids commercial use, or that asks for the source of whatever is linked to it, comes with a package
#   that nobody read the terms of. It is found when the software is sold, or by the owner of the package. Which licences
#   are refused is set in the scanner; what it reports above mere information is a finding here.
# custom:
#   severity: medium
#   kinds: [scan, weakness]
#   resources: [ScannerRun, LicenceProblem]
#   optional: true
#   cwe: []
#   remediation: >-
#     Replace the package by one under another licence, or have somebody who may decide it allow the licence in the
#     scanner's configuration.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.dependency.licence

import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["licence"], _is_meant)

fail contains {"path": [], "details": scans.details} if _is_meant

default _is_meant := false

_is_meant if {
	scans.is_of(["licence"])
	scans.at_least("low")
}
