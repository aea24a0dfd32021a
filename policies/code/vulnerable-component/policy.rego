# METADATA
# title: Code must not pull in components that are known to be weak
# description: >-
#   Code and the files of its build name what they load: an action of a workflow, a library, a repository of packages.
#   One with a known weakness, or one that nobody maintains, brings its attackers along. Lists of dependencies have
#   checks of their own; this one takes what scanners of code find, of high or critical severity, with CWE numbers
#   that OWASP lists under failures of the software supply chain.
# related_resources:
#   - https://owasp.org/Top10/2025/
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, CodeWeakness]
#   optional: true
#   cwe: [1104, 1395]
#   remediation: >-
#     Move to a version without the weakness, or to a component that somebody maintains, and pin what is loaded.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.code["vulnerable-component"]

import data.touchstone.lib.code
import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["code"], code.is_severe_in("A03:2025"))

fail contains {"path": [], "details": scans.details} if code.is_severe_in("A03:2025")
