# METADATA
# title: Code must not weaken authentication
# description: >-
#   Certificates that are not verified, a credential that stands in the source, a function without a login, a session
#   that anybody can set: the program takes strangers for users, or for the server that it meant to ask. Scanners of
#   code find the places; this check takes those of high or critical severity whose CWE numbers OWASP lists under
#   authentication failures.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [287, 295, 306, 307, 384, 798]
#   remediation: >-
#     Verify certificates and tokens, read credentials from a store of secrets, ask for a login before whatever is
#     critical, and start a new session with each login.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.authentication

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A07:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A07:2025")
