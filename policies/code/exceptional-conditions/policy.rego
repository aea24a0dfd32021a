# METADATA
# title: Code must handle errors and exceptional conditions
# description: >-
#   An exception that nobody catches ends the server for everyone, a return value that nobody looks at lets the
#   program go on as if all were well, and a null that is used as an object does either. Attackers bring such
#   conditions about on purpose. Scanners of code find the places; this check takes those of high or critical severity
#   whose CWE numbers OWASP lists under mishandling of exceptional conditions.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [248, 252, 476, 703, 754, 755]
#   remediation: >-
#     Look at what each call returns, catch errors where something can be done about them, and end in a safe state:
#     refuse, roll back, release.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["exceptional-conditions"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A10:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A10:2025")
