# METADATA
# title: Secrets must not lie open in files
# description: >-
#   A key or password in a repository is known to everybody who ever had a copy of it, and stays in its history when the
#   line is deleted. Scanners of secrets know the forms of keys of hundreds of services. Each one that is found counts as
#   lost, however severe the scanner calls it; what is told of it is its kind and its place, and never the secret.
# related_resources:
#   - https://cwe.mitre.org/data/definitions/798.html
# custom:
#   severity: critical
#   kinds: [scan, weakness]
#   resources: [ScannerRun, ExposedSecret]
#   optional: true
#   cwe: [798]
#   remediation: >-
#     Revoke the secret first and make a new one, since deleting the line takes back nothing. Keep the new one in a secret
#     store, and let the program read it when it starts.
#   message: "a secret of the kind {kind} lies open at {place} (by {scanners})"
#   tags: []
#   aliases: []
package touchstone.secrets["exposed-secret"]

import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["secret"], _is_meant)

fail contains {"path": [], "details": {
	"kind": _kind,
	"place": scans.place,
	"scanners": scans.scanners,
}} if {
	_is_meant
}

default _is_meant := false

_is_meant if scans.is_of(["secret"])

_kind := input.secret.kind if is_object(input.secret)

else := input.rule
