# METADATA
# title: Certificates must not have expired
# description: >-
#   Whoever verifies certificates refuses this one, so that clients fail, or somebody has switched the verification off to
#   keep them going. An authority that has expired takes everything with it that it signed.
# custom:
#   severity: high
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [298, 324]
#   remediation: >-
#     Renew the certificate, and have something renew it by itself, such as cert-manager, before it expires again.
#   message: "the certificate {certificate} expired {days} days ago ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate.expired

import data.touchstone.lib.certificates

fail contains {"path": [], "details": object.union(certificates.details, {"days": days})} if {
	input.daysLeft < 0
	days := certificates.whole(0 - input.daysLeft)
}
