# METADATA
# title: Certificates of servers and clients must be signed by an authority
# description: >-
#   Nobody can verify a certificate that signed itself but by knowing it beforehand. Clients that are to accept it often end
#   up accepting any. It cannot be replaced without touching every client.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Issue the certificate by an authority that clients trust, such as an issuer of cert-manager.
#   message: "the certificate {certificate} signed itself ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["self-signed"]

import data.touchstone.lib.certificates

not_applicable contains certificates.not_presented

fail contains {"path": [], "details": certificates.details} if {
	certificates.is_presented
	input.selfSigned
}
