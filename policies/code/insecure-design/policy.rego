# METADATA
# title: Code must not rest on an insecure design
# description: >-
#   Credentials and personal data that are kept in the clear, files of any type that users may upload, a decision that
#   the client makes, a function that no caller can use safely: here a safeguard was never planned, so no care with
#   details replaces it. Scanners of code find the places; this check takes those of high or critical severity whose
#   CWE numbers OWASP lists under insecure design.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [256, 311, 312, 434, 602]
#   remediation: >-
#     Decide what protects the data or the step, put it on the server and into one place that all code uses, and
#     replace functions that cannot be used safely.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["insecure-design"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A06:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A06:2025")
