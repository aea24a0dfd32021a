# METADATA
# title: Code must not forge, leak or leave out logs
# description: >-
#   Input that can write lines of its own into a log hides an attack or invents one; passwords and tokens in a log are
#   read by everybody who reads logs; and an attack that leaves no line is noticed by nobody. Scanners of code find
#   the places; this check takes those of high or critical severity whose CWE numbers OWASP lists under failures of
#   logging and alerting.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [117, 223, 532, 778]
#   remediation: >-
#     Strip line breaks from input before it is logged or log it as a structured field, keep secrets out of logs, and
#     log what decides about access.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.logging

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A09:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A09:2025")
