# METADATA
# title: Certificates of servers should not be for every name of a domain
# description: >-
#   Whoever has the key of a wildcard certificate can be any server of the domain. It tends to lie in many places, and has
#   to be replaced in all of them at once.
# custom:
#   severity: low
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Issue a certificate for each server with the names that it has; with automatic renewal that costs nothing.
#   message: "the certificate {certificate} is for every name {name} ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate.wildcard

import data.touchstone.lib.certificates

not_applicable contains certificates.no_server

fail contains {"path": [], "details": object.union(certificates.details, {"name": concat(", ", sort(_wild))})} if {
	certificates.is_server
	count(_wild) > 0
}

_wild contains name if {
	some name in input.dnsNames
	startswith(name, "*.")
}
