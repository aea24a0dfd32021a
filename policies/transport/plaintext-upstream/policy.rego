# METADATA
# title: Proxies must use TLS towards the servers behind them
# description: >-
#   A proxy that ends TLS and passes requests on in clear text moves the place where they can be read from the
#   Internet into the cluster: whoever gets onto its network reads what visitors think is encrypted. Servers in
#   the same pod need no TLS.
# related_resources:
#   - https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass
# custom:
#   severity: medium
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Let the servers behind the proxy have certificates, and pass requests on with TLS: https:// of nginx, ssl
#     of HAProxy, an UpstreamTlsContext of Envoy.
#   message: "{part} asks {end} without TLS ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["plaintext-upstream"]

import data.touchstone.lib.transports

not_applicable contains transports.other_than({"upstream"})

not_applicable contains transports.unknown_ends

fail contains {"path": ["ends", one.index], "details": object.union(transports.details, {"end": transports.end_name(one.end)})} if {
	some one in transports.plain
}
