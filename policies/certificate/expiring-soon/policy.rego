# METADATA
# title: Certificates must be renewed in time
# description: >-
#   What is renewed at the last moment expires when the renewal fails once. A certificate is due when fewer days are left
#   than the parameter says, and less than a quarter of its lifetime, so that certificates that live for hours are judged by
#   their own measure.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [298]
#   remediation: >-
#     Renew the certificate now, and see why what renews it has not done so.
#   message: "the certificate {certificate} expires in {days} days ({place})"
#   tags: []
#   aliases: []
#   parameters:
#     days:
#       description: With fewer days left a certificate is due.
#       default: 14
#       schema: { type: integer, minimum: 0 }
#       bound: { minimum: 7 }
package touchstone.certificate["expiring-soon"]

import data.touchstone.lib.certificates

_days := data.touchstone.parameters["certificate/expiring-soon"].days

not_applicable contains "it has expired, which is another check's to say" if input.daysLeft < 0

fail contains {"path": [], "details": object.union(certificates.details, {"days": days})} if {
	input.daysLeft < _days
	input.daysLeft * 4 < input.lifetimeDays
	days := certificates.whole(input.daysLeft)
}
