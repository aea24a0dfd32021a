# METADATA
# title: Every scanner that is required must have run
# description: >-
#   A kind of weakness that nobody looked for is as absent from a report as one that is not there. The team states which
#   scanners, or which kinds of them, belong to every assessment; each has to be answered by a run that counts. While the
#   parameter is empty, nothing is judged.
# custom:
#   severity: critical
#   kinds: [scanners]
#   resources: [Scanners]
#   optional: true
#   cwe: []
#   remediation: >-
#     Run the scanner in the pipeline and give its log to the assessment; where it ran, mend what keeps the run from
#     counting.
#   message: "no run that counts answers for {required}{why}"
#   tags: []
#   aliases: []
#   parameters:
#     required:
#       description: >-
#         Names of scanners in lower case, such as semgrep, or what has to be looked for by any of them: code, secret,
#         dependency, image, configuration, licence.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[a-z0-9][a-z0-9._-]*$" } }
#       bound:
#         description: must not name a scanner that says nothing of itself
#         items: { not: { enum: [unknown] } }
package touchstone.scan["required-scanner"]

import data.touchstone.lib.scans

_required := data.touchstone.parameters["scan/required-scanner"].required

not_applicable contains "the parameter required names none" if count(_required) == 0

fail contains {"path": [], "details": {"required": required, "why": _why(required)}} if {
	some required in _required
	count([run | some run in input.runs; _answers(run, required); count(scans.faults_of(run)) == 0]) == 0
}

_answers(run, required) if run.tool.name == required

_answers(run, required) if required in run.classes

_why(required) := concat("", [": ", concat("; ", sort(reasons))]) if {
	reasons := {concat("", ["that of ", run.tool.name, " does not count, ", concat(", ", sort(scans.faults_of(run)))]) |
		some run in input.runs
		_answers(run, required)
	}
	count(reasons) > 0
}

else := ""
