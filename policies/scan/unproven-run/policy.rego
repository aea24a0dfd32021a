# METADATA
# title: Empty logs must show that a scanner ran
# description: >-
#   A log without results, without rules and without a word of how the run ended could be written by hand, or left by a
#   scanner that crashed at its start. Some scanners say so little even of a good run: for these the record beside the
#   log says how they were called and how they ended.
# custom:
#   severity: medium
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: []
#   remediation: Run the scanner by `touchstone collect scanners`, or record its run beside the log.
#   message: "nothing shows that {tool} ran: its log has no invocation and no rules, and no record is beside it"
#   tags: []
#   aliases: []
package touchstone.scan["unproven-run"]

import data.touchstone.lib.scans

not_applicable contains "it found something" if input.results.total > 0

fail contains {"path": [], "details": {"tool": input.tool.label}} if scans.is_unproven(input)
