# METADATA
# title: Brokers and caches must demand certificates of their clients
# description: >-
#   With verification of clients, a stolen password alone opens nothing: NATS and Redis talk only to programs
#   that have a certificate of the system's own authority. Redis demands one unless tls-auth-clients says
#   otherwise, NATS when verify or verify_and_map is true.
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/tls_mutual_auth
# custom:
#   severity: low
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [287]
#   remediation: >-
#     Set verify or verify_and_map in the tls block of NATS, and tls-auth-clients yes of Redis, and give clients
#     certificates. Clients without a certificate of the authority can no longer connect.
#   message: "{part} takes clients without a certificate, {source} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["client-certificate-optional"]

import data.touchstone.lib.transports

not_applicable contains "it is no broker and no cache" if not input.software in {"nats", "redis"}

not_applicable contains "the settings say nothing of certificates of clients" if input.clientAuth == null

not_applicable contains transports.without_tls

fail contains {"path": ["clientAuth"], "details": object.union(transports.details, {"source": transports.said_by(input.clientAuth.source)})} if {
	input.clientAuth.value != "required"
}
