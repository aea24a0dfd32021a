# METADATA
# title: Receivers of collectors that others reach must use TLS
# description: >-
#   A receiver that waits on an address of the network takes traces, metrics and logs from everybody who reaches it, in
#   clear: they can be read on the way, and made up. What waits on localhost passes. An address that only a variable says
#   counts as one of the network.
# custom:
#   severity: low
#   kinds: [monitoring]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Set `tls` with a certificate at the protocol, or wait on localhost where the sender is in the same pod.
#   message: "the receiver {receiver} waits for {protocol} on {host} without TLS"
#   tags: []
#   aliases: []
package touchstone.monitoring["collector-receiver-plaintext"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("collector")

not_applicable contains "it waits on no address" if {
	input.type == "collector"
	count(input.listeners) == 0
}

fail contains {"path": listener.path, "details": details} if {
	some listener in input.listeners
	not monitoring.is_local(listener.host)
	not listener.tls == true
	details := {"receiver": listener.name, "protocol": listener.protocol, "host": _host(listener.host)}
}

_host("") := "every address"

_host(host) := host if host != ""
