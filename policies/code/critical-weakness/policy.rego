# METADATA
# title: Code must not have critical weaknesses
# description: >-
#   A scanner calls a weakness critical when it can be used from afar, without an account, and gives away the program
#   or its data. One of them is enough, whatever its category, and none should wait for the next release. The checks
#   by category name it, too; this one keeps it from being one of many.
# custom:
#   severity: critical
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: []
#   remediation: >-
#     Mend it before anything else: take the place out of use until then, and look whether somebody has used it
#     already.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["critical-weakness"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_critical)

fail contains {"path": [], "details": scans.details} if code.is_critical
