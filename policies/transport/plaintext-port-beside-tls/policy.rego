# METADATA
# title: A server with TLS must not be open without it as well
# description: >-
#   Where a server has one port with TLS and another one without, clients that use the wrong one send everything
#   in clear text, and nobody notices, because both work. A port that only redirects to HTTPS is fine.
# related_resources:
#   - https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
# custom:
#   severity: medium
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Close the port without TLS: port 0 of Redis, no allow_non_tls of NATS, a redirect or no listener of a
#     proxy.
#   message: "{part} has TLS, and answers without it at {end} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["plaintext-port-beside-tls"]

import data.touchstone.lib.transports

not_applicable contains transports.other_than({"server"})

not_applicable contains transports.without_tls

fail contains {"path": ["ends", one.index], "details": object.union(transports.details, {"end": transports.end_name(one.end)})} if {
	some one in transports.plain
}
