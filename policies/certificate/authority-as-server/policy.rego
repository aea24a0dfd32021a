# METADATA
# title: The certificate of an authority must not be that of a server
# description: >-
#   A server whose own certificate may sign others has the key of an authority lying where it can be reached from the
#   network. Whoever takes that server over can be every server that its clients talk to.
# custom:
#   severity: high
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Keep the authority's key apart, and have it issue a certificate for the server that is no authority (CA:FALSE).
#   message: "the certificate {certificate} is an authority's and names a server ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["authority-as-server"]

import data.touchstone.lib.certificates

not_applicable contains "it is no authority's certificate" if not input.isCa

not_applicable contains "it stands where certificates are that others are verified by" if input.use == "trusted"

fail contains {"path": [], "details": certificates.details} if {
	input.isCa
	input.use != "trusted"
	input.chain.position == 0
	count(input.dnsNames) + count(input.ipAddresses) > 0
}
