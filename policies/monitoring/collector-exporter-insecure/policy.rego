# METADATA
# title: Collectors must send telemetry encrypted, to whom they verify
# description: >-
#   Traces and logs hold addresses, queries and names of people, and the key of the service that takes them. An exporter
#   with TLS off, or with the check of the certificate off, gives them to whoever is between. What goes to the same
#   machine, or the same pod, passes.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: [295, 319]
#   remediation: >-
#     Use https, or take `tls.insecure` and `tls.insecure_skip_verify` out; name an own authority in `tls.ca_file`.
#   message: "{exporter} sends to {host} {why}"
#   tags: []
#   aliases: []
package touchstone.monitoring["collector-exporter-insecure"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("collector")

not_applicable contains "it sends nothing to others" if {
	input.type == "collector"
	count(_sending) == 0
}

_sending := [exporter |
	some exporter in input.exporters
	exporter.used == true
	_is_remote(exporter)
]

_is_remote(exporter) if {
	exporter.host != ""
	not monitoring.is_local(exporter.host)
	exporter.scheme != "unix"
}

_is_remote(exporter) if {
	exporter.host == ""
	true in {exporter.insecure, exporter.insecureSkipVerify}
}

fail contains {"path": exporter.path, "details": details} if {
	some exporter in _sending
	why := _why(exporter)
	details := {"exporter": exporter.name, "host": monitoring.called(exporter.host), "why": why}
}

_why(exporter) := "without TLS" if exporter.insecure == true

else := "over plain http" if exporter.scheme == "http"

else := "and does not verify its certificate" if exporter.insecureSkipVerify == true
