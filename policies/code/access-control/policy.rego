# METADATA
# title: Code must not let anybody past access control
# description: >-
#   A path that leaves its folder, a record that is looked up by a number from the request, a request that the server
#   makes to an address from outside: with each of them somebody reads or changes what is not theirs, with no more
#   than an ordinary account. Scanners of code find the places; this check takes those of high or critical severity
#   whose CWE numbers OWASP lists under broken access control.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [22, 284, 639, 862, 863, 918]
#   remediation: >-
#     Ask on the server, for each request, whether this user may do this to this object, deny by default, and hold
#     paths and addresses against a list of what is allowed.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["access-control"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A01:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A01:2025")
