# METADATA
# title: Fixes of critical and high vulnerabilities must be installed in time
# description: >-
#   Once a fix is out, whoever compares two versions knows where to strike, and programs that do so follow within days.
#   A fixed number of days for it is what most rules for operators ask: the defaults, 15 and 30, are those of CISA's
#   directive BOD 19-02. Days are counted from the date of the fix, else from that of the advisory, else from the first
#   run that found the vulnerability, whichever a log has. Without any date nothing is judged here, and a run with such
#   a vulnerability shows nothing in its favour: dependency/fix-available finds it without a date.
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, Vulnerability, ImageVulnerability]
#   optional: true
#   cwe: [1395]
#   remediation: >-
#     Update to the fixed version that the finding names. Where that has to wait, ask for an exception that ends on a
#     day, and say in it what protects the system until then.
#   message: >-
#     {package} has {advisory} of {severity} severity, {fixed} has the fix, {since} {days} days ago, and {allowed} are
#     allowed (by {scanners})
#   tags: []
#   aliases: []
#   parameters:
#     critical:
#       description: For how many days the fix of a critical vulnerability may be known and not installed.
#       default: 15
#       schema: { type: integer, minimum: 0 }
#       bound: { maximum: 30 }
#     high:
#       description: For how many days the fix of a vulnerability of high severity may be known and not installed.
#       default: 30
#       schema: { type: integer, minimum: 0 }
#       bound: { maximum: 90 }
package touchstone.dependency["fix-overdue"]

import data.touchstone.lib.scans
import data.touchstone.lib.vulnerabilities

_allowed := data.touchstone.parameters["dependency/fix-overdue"]

not_applicable contains scans.unjudged(vulnerabilities.classes, _is_urgent)

not_applicable contains "no version is known that has a fix" if {
	_is_urgent
	vulnerabilities.fixed == ""
}

not_applicable contains "nobody says since when the fix is known" if {
	_is_fixable
	not is_number(input.fixKnownDays)
}

not_applicable contains "the fix is not known for so long" if _is_in_time

# What a run did not find is in its favour only when the age of all that it did find can be told.
not_applicable contains reason if {
	scans.is_run
	_undated > 0
	reason := concat(" ", ["of", format_int(_undated, 10), "vulnerabilities nobody says since when their fix is known"])
}

_undated := input.undatedFixes.critical + input.undatedFixes.high

fail contains {"path": [], "details": details} if {
	_is_fixable
	not _is_in_time
	details := object.union(vulnerabilities.details, {
		"fixed": vulnerabilities.fixed,
		"since": _since,
		"days": input.fixKnownDays,
		"allowed": _allowed[input.severity],
	})
}

default _is_urgent := false

_is_urgent if {
	scans.is_of(vulnerabilities.classes)
	input.severity in {"critical", "high"}
}

_is_fixable if {
	_is_urgent
	vulnerabilities.fixed != ""
}

_is_in_time if {
	_is_fixable
	is_number(input.fixKnownDays)
	input.fixKnownDays <= _allowed[input.severity]
}

_since := {
	"fix": "which came out",
	"advisory": "the advisory was published",
	"first-detection": "it was first found",
}[input.fixKnownSource]
