# METADATA
# title: Gateways of Istio must not allow old TLS and weak ciphers
# description: >-
#   minProtocolVersion and cipherSuites lower what a Gateway of Istio does by itself: TLS 1.2 and good ciphers.
#   SSL, TLS 1.0 and 1.1 and ciphers such as 3DES can be broken. Servers that pass TLS through leave both to the
#   server behind them.
# related_resources:
#   - https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Gateway]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Leave minProtocolVersion out or set it to TLSV1_2 or TLSV1_3, and list only suites with forward secrecy
#     and AES-GCM or ChaCha20.
#   message: "server {server} allows {what}"
#   tags: []
#   aliases: []
package touchstone.mesh["gateway-weak-tls"]

import data.touchstone.lib.meshes
import data.touchstone.lib.transports
import data.touchstone.lib.values

not_applicable contains meshes.no_gateway

not_applicable contains "none of its servers ends TLS" if count(_secure) == 0

_secure := [{"index": index, "tls": tls, "name": values.name(values.field(server, "port"), index)} |
	some index, server in meshes.servers
	tls := values.field(server, "tls")
	tls != null
	not values.field(tls, "mode") in {"PASSTHROUGH", "AUTO_PASSTHROUGH"}
	not values.field(values.field(server, "port"), "protocol") == "HTTP"
]

_good := [null, "TLS_AUTO", "TLSV1_2", "TLSV1_3"]

fail contains {"path": ["spec", "servers", one.index, "tls", field], "details": {"server": one.name, "what": values.show(version)}} if {
	some one in _secure
	some field in ["minProtocolVersion", "maxProtocolVersion"]
	version := values.field(one.tls, field)
	not version in _good
}

fail contains {"path": ["spec", "servers", one.index, "tls", "cipherSuites", number], "details": {"server": one.name, "what": cipher}} if {
	some one in _secure
	suites := values.entries(values.field(one.tls, "cipherSuites"))
	some number, cipher in suites
	transports.is_weak(cipher, suites)
}
