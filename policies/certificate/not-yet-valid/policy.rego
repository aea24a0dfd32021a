# METADATA
# title: Certificates must be valid already
# description: >-
#   A certificate whose validity is still to come is refused by whoever verifies it. Either it was put in place too early,
#   or the clock of what made it is wrong.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Put the certificate in place once it is valid, or set the clock of the authority right and issue it again.
#   message: "the certificate {certificate} is valid only in {days} days ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["not-yet-valid"]

import data.touchstone.lib.certificates

fail contains {"path": [], "details": object.union(certificates.details, {"days": days})} if {
	input.ageDays < 0
	days := format_int(ceil(0 - input.ageDays), 10)
}
