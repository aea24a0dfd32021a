# METADATA
# title: Weaknesses must be excused by exceptions, not by comments
# description: >-
#   A comment such as `nosec` beside the code, or a line in the scanner's configuration, makes a weakness vanish from what
#   people look at. Nobody has to approve it, it names no owner, and it never expires. Here such a suppression excuses
#   nothing, and it is a finding of its own; an exception does what it was meant to do, where it can be seen.
# custom:
#   severity: low
#   kinds: [scan, weakness]
#   resources:
#     - ScannerRun
#     - CodeWeakness
#     - ExposedSecret
#     - Vulnerability
#     - ImageVulnerability
#     - Misconfiguration
#     - LicenceProblem
#   optional: true
#   cwe: []
#   remediation: >-
#     Take the comment or the entry away, and mend the weakness. Where it has to stay, state an exception with a reason,
#     an owner and an end.
#   message: "{rule} is suppressed at {place}, {how}{why}"
#   tags: []
#   aliases: []
package touchstone.scan["inline-suppression"]

import data.touchstone.lib.scans

not_applicable contains scans.uncounted

not_applicable contains "nothing suppresses it" if {
	not scans.is_run
	not _is_suppressed
}

fail contains {"path": [], "details": {
	"rule": input.rule,
	"place": scans.place,
	"how": _how,
	"why": _why,
}} if {
	_is_suppressed
}

# A suppression that was rejected is none: SARIF 2.1.0, section 3.35.3.
_is_suppressed if {
	is_object(input.suppressed)
	input.suppressed.status != "rejected"
}

_how := "by a comment in the file" if input.suppressed.kind == "inSource"

else := "by the scanner's configuration"

# What somebody wrote beside a secret may quote it.
_why := concat("", [" (", input.suppressed.justification, ")"]) if {
	input.suppressed.justification != ""
	input.message != ""
}

else := ""
