# METADATA
# title: Code must not have severe weaknesses outside of every category
# description: >-
#   OWASP's ten categories list some CWE numbers and not others, and scanners have rules without any number: a regular
#   expression that takes hours, memory that is used after it was given back. Such weaknesses are no less severe, and
#   would be seen by none of the checks by category. This check takes those of high or critical severity that are in
#   no category of the edition of 2025.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: []
#   remediation: >-
#     Read what the scanner's rule says of the place, and mend it there. A rule of one's own gets the CWE number that
#     fits.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["unclassified-weakness"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_unclassified)

fail contains {"path": [], "details": scans.details} if code.is_unclassified
