# METADATA
# title: Code must not configure itself insecurely
# description: >-
#   Frameworks and parsers are as safe as their settings: a debugger that answers everybody, a parser that fetches
#   what a document tells it to, cookies without their flags, answers that any origin may read. An attacker needs no
#   flaw in the program for these, only the switch that was left on. Scanners of code find the places; this check
#   takes those of high or critical severity whose CWE numbers OWASP lists under security misconfiguration.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [16, 489, 611, 614, 942, 1004]
#   remediation: >-
#     Set the option that is safe where the code sets up the framework, the parser or the cookie, and keep switches
#     for debugging out of what is released.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.misconfiguration

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A02:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A02:2025")
