# METADATA
# title: Certificates that are presented must be good for TLS
# description: >-
#   A certificate that names what it is for, and TLS is not among that, is refused by whoever verifies purposes, and so is
#   one whose key may do nothing that a handshake needs.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Issue the certificate with the purpose serverAuth, or clientAuth for a client, and with the key usage
#     digitalSignature.
#   message: "the certificate {certificate} is not meant for TLS: {what} ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["wrong-purpose"]

import data.touchstone.lib.certificates

_purposes := {"serverAuth", "clientAuth", "anyExtendedKeyUsage"}

# What the key does in one handshake or another.
_usages := {"digitalSignature", "keyEncipherment", "keyAgreement"}

not_applicable contains certificates.not_presented

not_applicable contains "nothing shows that anybody presents it" if input.use == ""

fail contains {"path": [], "details": object.union(certificates.details, {"what": what})} if {
	count(_faults) > 0
	what := concat("; ", sort(_faults))
}

_faults contains "its purposes are others" if {
	input.extendedKeyUsage != null
	count({purpose | some purpose in input.extendedKeyUsage} & _purposes) == 0
}

_faults contains "its key may not be used for a handshake" if {
	input.keyUsage != null
	count({usage | some usage in input.keyUsage} & _usages) == 0
}
