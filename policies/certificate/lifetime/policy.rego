# METADATA
# title: Certificates of servers must not live too long
# description: >-
#   A key that was stolen is good until its certificate expires, because hardly anybody asks whether one was revoked.
#   Browsers refuse those of public authorities beyond 398 days. Whoever renews once in ten years has forgotten how.
# related_resources:
#   - https://cabforum.org/working-groups/server/baseline-requirements/
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [324]
#   remediation: >-
#     Issue the certificate for a year or less, and have it renewed automatically.
#   message: "the certificate {certificate} is valid for {days} days, and {most} are allowed ({place})"
#   tags: []
#   aliases: []
#   parameters:
#     days:
#       description: How long a certificate of a server may be valid.
#       default: 398
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 825 }
package touchstone.certificate.lifetime

import data.touchstone.lib.certificates

_days := data.touchstone.parameters["certificate/lifetime"].days

not_applicable contains certificates.no_server

fail contains {"path": [], "details": object.union(certificates.details, {"days": days, "most": _days})} if {
	certificates.is_server
	input.lifetimeDays > _days
	days := certificates.whole(input.lifetimeDays)
}
