# METADATA
# title: Runs of scanners must have succeeded
# description: >-
#   A scanner that stopped in the middle, that could not read its rules, or that was never started writes a log that is
#   as empty as that of clean code. Such a run proves nothing: what it did not find counts as not assessed, and what it
#   found before it stopped still counts.
# related_resources:
#   - https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
# custom:
#   severity: high
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: [754]
#   remediation: >-
#     Read what the scanner printed, mend its configuration, and run it again. Let the pipeline stop when a scanner
#     does.
#   message: "a run of {tool} does not count: {why}"
#   tags: []
#   aliases: []
package touchstone.scan["failed-run"]

import data.touchstone.lib.scans

fail contains {"path": [], "details": {"tool": input.tool.label, "why": why}} if {
	some why in (scans.failures_of(input) | scans.errors_of(input))
}
