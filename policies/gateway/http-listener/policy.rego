# METADATA
# title: Gateways must not serve HTTP alone
# description: >-
#   A Gateway whose listeners know HTTP only takes everything in clear text, and whoever is on the way can read and
#   change it. An HTTP listener beside one with TLS is fine: it is where clients are sent on to HTTPS.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/guides/tls/
#   - https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Gateway]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Add a listener with the protocol HTTPS and a certificate, and let the HTTP listener answer with a redirect only.
#   message: "listener {listener} takes HTTP, and the Gateway has none with TLS"
#   tags: []
#   aliases: []
package touchstone.gateway["http-listener"]

import data.touchstone.lib.gateways
import data.touchstone.lib.values

not_applicable contains gateways.other

fail contains {
	"path": ["spec", "listeners", index, "protocol"],
	"details": {"listener": values.name(listener, index)},
} if {
	not _has_tls
	some index, listener in gateways.listeners
	_is_http(values.field(listener, "protocol"))
}

_has_tls if {
	some listener in gateways.listeners
	listener.protocol in {"HTTPS", "TLS"}
}

_is_http("HTTP")

# What is no text is refused by the API server, and may be meant as anything.
_is_http(protocol) if not is_string(protocol)
