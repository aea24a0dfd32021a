# METADATA
# title: Code must not trust data and code that nobody verified
# description: >-
#   A program that builds objects from bytes of others, loads code without a look at its digest, or lets a request set
#   any attribute does what the sender wants; deserialising often means running the sender's code at once. Scanners of
#   code find the places; this check takes those of high or critical severity whose CWE numbers OWASP lists under
#   software or data integrity failures.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [345, 494, 502, 829, 915]
#   remediation: >-
#     Read data in a format that holds data only, verify signatures or digests before use, and name the attributes
#     that a request may set.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.integrity

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A08:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A08:2025")
