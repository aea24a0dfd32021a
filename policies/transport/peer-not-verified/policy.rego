# METADATA
# title: Whoever connects with TLS must verify the certificate of the other side
# description: >-
#   TLS to a server that nobody has verified hides the traffic from those who only listen, and not from whoever
#   answers in the place of the server. nginx and Envoy do not verify the servers that they pass requests on to
#   unless they are told to; HAProxy does unless it is told not to; insecure of NATS switches verification off.
# related_resources:
#   - https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify
#   - https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/security/ssl
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Name the authority and switch verification on: proxy_ssl_verify and proxy_ssl_trusted_certificate of
#     nginx, verify required with ca-file of HAProxy, a validation_context with trusted_ca of Envoy; remove
#     insecure from NATS.
#   message: "{part} does not verify who answers, {source} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["peer-not-verified"]

import data.touchstone.lib.transports

not_applicable contains "the settings make no connections with TLS" if input.verifiesPeer == null

not_applicable contains transports.without_tls

fail contains {"path": ["verifiesPeer"], "details": object.union(transports.details, {"source": transports.said_by(input.verifiesPeer.source)})} if {
	not input.verifiesPeer.value
}
