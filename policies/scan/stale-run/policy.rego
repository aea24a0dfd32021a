# METADATA
# title: Runs of scanners must be recent
# description: >-
#   What was clean last month says little of today's code, and nothing of vulnerabilities that were found since. A run
#   has to say when it was, by its invocation or by the record beside its log (`touchstone record`).
# custom:
#   severity: medium
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: []
#   remediation: Run the scanner again, in the pipeline that builds what is released, and record when it ran.
#   message: "a run of {tool} {age}"
#   tags: []
#   aliases: []
#   parameters:
#     hours:
#       description: How old a run may be.
#       default: 168
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 720 }
package touchstone.scan["stale-run"]

import data.touchstone.lib.scans

_hours := data.touchstone.parameters["scan/stale-run"].hours

fail contains {"path": [], "details": {"tool": input.tool.label, "age": _age}} if scans.is_stale(input)

_age := "does not say when it was" if input.ageHours == null

else := concat("", ["was ", format_int(ceil(input.ageHours), 10), " hours ago, and ", format_int(_hours, 10), " are allowed"])
