# METADATA
# title: Everything that has to be scanned must have been
# description: >-
#   A scanner that was pointed at one folder is silent about the others, and its clean log looks like that of the whole.
#   The team states which paths have to be covered; each needs a run that counts and that says it covered the path, or a
#   folder above it. While the parameter is empty, nothing is judged.
# custom:
#   severity: medium
#   kinds: [scanners]
#   resources: [Scanners]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the path to what the scanner is told to read. Where it does read it, let its log or the record beside it say so.
#   message: "no run that counts says that it covered {target}"
#   tags: []
#   aliases: []
#   parameters:
#     targets:
#       description: >-
#         Files and folders that have to be covered, relative to the root of the sources, such as src. A dot stands for
#         all of it.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "\\S" } }
#       bound:
#         description: must name paths as they are, without two dots in them
#         items: { not: { pattern: "(^|/)\\.\\.(/|$)" } }
package touchstone.scan["uncovered-target"]

import data.touchstone.lib.scans

_targets := data.touchstone.parameters["scan/uncovered-target"].targets

not_applicable contains "the parameter targets names none" if count(_targets) == 0

fail contains {"path": [], "details": {"target": target}} if {
	some target in _targets
	count([path | some path in _covered; _is_within(_plain(target), path)]) == 0
}

# What a run that does not count says of its targets is no better than what it says of weaknesses.
_covered contains _plain(path) if {
	some run in input.runs
	count(scans.faults_of(run)) == 0
	some path in run.targets
}

_plain(path) := trim_suffix(trim_prefix(path, "./"), "/")

_is_within(_, ".")

_is_within(target, target)

_is_within(target, folder) if startswith(target, concat("", [folder, "/"]))
