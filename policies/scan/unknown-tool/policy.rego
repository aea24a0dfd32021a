# METADATA
# title: Logs must be of scanners that are known
# description: >-
#   Anybody can write a log in which nothing is found, and give it the name of a scanner that nobody has heard of. Only
#   those that the team has chosen count; the parameter names them.
# custom:
#   severity: medium
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: []
#   remediation: Use a scanner that is on the list, or add this one to the parameter after a look at what it does.
#   message: "{tool} is not among the scanners that count"
#   tags: []
#   aliases: []
#   parameters:
#     tools:
#       description: Names of scanners, in lower case.
#       default:
#         - bandit
#         - cargo-audit
#         - cargo-deny
#         - checkov
#         - codeql
#         - gitleaks
#         - grype
#         - kube-linter
#         - npm-audit
#         - osv-scanner
#         - pip-audit
#         - semgrep
#         - trivy
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[a-z0-9][a-z0-9._-]*$" } }
#       bound:
#         description: must not name a scanner that says nothing of itself
#         items: { not: { enum: [unknown] } }
package touchstone.scan["unknown-tool"]

import data.touchstone.lib.scans

fail contains {"path": [], "details": {"tool": input.tool.label}} if not scans.is_known(input)
