# METADATA
# title: Scanners must be recent enough
# description: >-
#   An old scanner knows neither today's weaknesses nor today's languages, and finds less with every month. A log
#   without a version is taken for an old one.
# custom:
#   severity: medium
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: []
#   remediation: Update the scanner, or pin a newer version of it in the pipeline.
#   message: "{tool} is of {version}, and {floor} is the oldest that counts"
#   tags: []
#   aliases: []
#   parameters:
#     versions:
#       description: The lowest version of each scanner that counts; one that is not named may have any.
#       default:
#         bandit: 1.7.0
#         checkov: 3.0.0
#         gitleaks: 8.0.0
#         grype: 0.60.0
#         semgrep: 1.0.0
#         trivy: 0.50.0
#       schema: { type: object, additionalProperties: { type: string, pattern: "^\\d+(\\.\\d+){0,2}$" } }
#       bound:
#         description: must name a lowest version above 0 for each of bandit, checkov, gitleaks, grype, semgrep and trivy
#         required: [bandit, checkov, gitleaks, grype, semgrep, trivy]
#         additionalProperties: { not: { pattern: "^0+(\\.0+)*$" } }
package touchstone.scan["outdated-tool"]

import data.touchstone.lib.scans

_floor := data.touchstone.parameters["scan/outdated-tool"].versions[input.tool.name]

not_applicable contains "no version of this scanner is asked for" if not _floor

fail contains {"path": [], "details": {
	"tool": input.tool.label,
	"version": _version,
	"floor": _floor,
}} if {
	scans.is_outdated(input)
}

_version := concat(" ", ["version", input.tool.version]) if input.tool.version != ""

else := "a version that it does not say"
