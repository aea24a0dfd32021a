# METADATA
# title: Gateways of Istio must send HTTP on to HTTPS
# description: >-
#   A server of a Gateway for HTTP without httpsRedirect takes requests in clear text from outside of the
#   cluster, passwords and cookies included.
# related_resources:
#   - https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Gateway]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Set tls.httpsRedirect to true for the server, and serve HTTPS beside it.
#   message: "server {server} takes {protocol} and does not send it on"
#   tags: []
#   aliases: []
package touchstone.mesh["gateway-plaintext"]

import data.touchstone.lib.meshes
import data.touchstone.lib.values

not_applicable contains meshes.no_gateway

not_applicable contains "none of its servers speaks HTTP" if count(_plain) == 0

_plain := [{"index": index, "server": server, "protocol": protocol} |
	some index, server in meshes.servers
	protocol := values.field(values.field(server, "port"), "protocol")
	not protocol in {"HTTPS", "TLS", "TCP", "MONGO", "MYSQL", "REDIS"}
]

fail contains {"path": ["spec", "servers", one.index, "port", "protocol"], "details": {"server": values.name(values.field(one.server, "port"), one.index), "protocol": values.show(one.protocol)}} if {
	some one in _plain
	values.field(values.field(one.server, "tls"), "httpsRedirect") != true
}
