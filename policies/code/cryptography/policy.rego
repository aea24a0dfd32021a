# METADATA
# title: Code must not use broken cryptography
# description: >-
#   A hash that collides, a cipher that was broken long ago, a key that is too short, a random number that can be
#   guessed, data sent in the clear: the code looks as if it protected something, and whoever reads or changes the
#   data needs little time. Scanners of code find the places; this check takes those of high or critical severity
#   whose CWE numbers OWASP lists under cryptographic failures.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [319, 326, 327, 328, 330, 916]
#   remediation: >-
#     Use algorithms and key lengths of today from a well kept library, a slow hash with a salt for passwords, the
#     system's source of random numbers, and TLS for what is sent.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code.cryptography

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A04:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A04:2025")
