# METADATA
# title: Endpoints must accept TLS 1.3
# description: >-
#   TLS 1.3 has done away with what the attacks on older versions used, encrypts certificates, and needs a round trip less. A
#   server without it keeps every client on TLS 1.2, where a setting can still be wrong.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8446
# custom:
#   severity: low
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Switch TLS 1.3 on; a server that does not know it is due for an upgrade.
#   message: "{endpoint} accepts {protocols}, and not TLSv1.3"
#   tags: []
#   aliases: []
package touchstone.tls["tls13-missing"]

import data.touchstone.lib.tls

# Also of what is missing: a question without an answer proves nothing.
not_applicable contains reason if some reason in tls.unjudged({"protocols"}, false)

fail contains {"path": [], "details": {"endpoint": tls.called, "protocols": concat(", ", input.protocols)}} if {
	not "TLSv1.3" in input.protocols
}
