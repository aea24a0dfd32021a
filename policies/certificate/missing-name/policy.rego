# METADATA
# title: Certificates of servers must name them in the subject alternative name
# description: >-
#   Clients look for the server's name among the subject alternative names alone. They stopped to look at the common name
#   years ago, so that a certificate without alternative names is refused for every name.
# custom:
#   severity: medium
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: [297]
#   remediation: >-
#     Issue the certificate with every DNS name and address of the server as a subject alternative name.
#   message: "the certificate {certificate} has no subject alternative name ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["missing-name"]

import data.touchstone.lib.certificates

not_applicable contains certificates.no_server

fail contains {"path": [], "details": certificates.details} if {
	certificates.is_server
	(count(input.dnsNames) + count(input.ipAddresses)) + count(input.uris) == 0
}
