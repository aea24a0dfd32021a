# METADATA
# title: Code must not have weaknesses of medium severity
# description: >-
#   Scanners call a weakness medium when it takes special conditions, or gives away little by itself: the trace of an
#   error, a cookie without a flag, a temporary file with a name that can be guessed. Attackers combine them. The
#   checks by category take none of these; this check takes them all, whatever their category.
# custom:
#   severity: medium
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: []
#   remediation: >-
#     Plan them with the ordinary work, by file or by rule, and let the pipeline refuse new ones.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["medium-weakness"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_medium)

fail contains {"path": [], "details": scans.details} if code.is_medium
