# METADATA
# title: Configuration must have no mistake of high severity
# description: >-
#   Scanners of infrastructure as code read what no manifest of a cluster shows: buckets that are public, databases
#   without encryption, firewalls that are open to everyone. A mistake that a scanner calls high or critical lets in
#   somebody who has nothing but the address.
# custom:
#   severity: high
#   kinds: [scan, weakness]
#   resources: [ScannerRun, Misconfiguration]
#   optional: true
#   cwe: []
#   remediation: Set what the scanner's rule asks for in the file that it names, and apply it.
#   message: "{what} ({severity}, by {scanners})"
#   tags: []
#   aliases: []
package touchstone.configuration["high-misconfiguration"]

import data.touchstone.lib.scans

not_applicable contains scans.unjudged(["configuration"], _is_meant)

fail contains {"path": [], "details": scans.details} if _is_meant

default _is_meant := false

_is_meant if {
	scans.is_of(["configuration"])
	scans.at_least("high")
}
