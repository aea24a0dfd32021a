# METADATA
# title: Code must not let input become commands
# description: >-
#   Input that reaches an interpreter as part of a command (a query, a shell, a template, a page) lets whoever sends
#   it write commands of their own. Scanners of code find the places; this check takes those of high or critical
#   severity whose CWE numbers OWASP lists under injection.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [78, 79, 89, 94]
#   remediation: >-
#     Pass input as parameters and argument lists, let templates escape it, and check it against what is allowed
#     before it is used.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.injection

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A05:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A05:2025")
