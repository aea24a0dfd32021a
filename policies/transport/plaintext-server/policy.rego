# METADATA
# title: Servers must not answer without TLS
# description: >-
#   A server that takes connections without TLS lets everybody on the way read and change what goes over them,
#   passwords included. Ports that only redirect to HTTPS or refuse, and those that nobody outside of the pod
#   reaches, are fine. The settings are those of files that are given, of ConfigMaps, and of arguments of
#   containers; where they say nothing, the default of the software holds, which for NATS, PostgreSQL and Redis
#   is no TLS.
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/securing_nats/tls
#   - https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
#   - https://www.postgresql.org/docs/current/ssl-tcp.html
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Give the server a certificate and a port with TLS, and close the one without.
#   message: "{part} answers without TLS at {end} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["plaintext-server"]

import data.touchstone.lib.transports

not_applicable contains transports.other_than({"server"})

not_applicable contains transports.unknown_ends

# The port beside one with TLS is found by transport/plaintext-port-beside-tls.
fail contains {"path": ["ends", one.index], "details": object.union(transports.details, {"end": transports.end_name(one.end)})} if {
	not transports.has_tls
	some one in transports.plain
}
