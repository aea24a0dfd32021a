# METADATA
# title: Configuration should have no mistake of medium severity
# description: >-
#   A setting that is merely not hardened opens no door by itself, and leaves fewer of them closed when one is broken.
#   Some scanners, such as checkov and kube-linter, say no severity at all in their logs: what they find counts as
#   medium, and is judged here.
# custom:
#   severity: medium
#   kinds: [scan, weakness]
#   resources: [ScannerRun, Misconfiguration]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set what the scanner's rule asks for, or switch the rule off where it does not apply, by an exception that says why.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.configuration["medium-misconfiguration"]

import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["configuration"], _is_meant)

fail contains {"path": [], "details": scans.details} if _is_meant

default _is_meant := false

_is_meant if {
	scans.is_of(["configuration"])
	input.severity == "medium"
}
