# METADATA
# title: Endpoints must send the whole chain of their certificate
# description: >-
#   A server has to send every certificate between its own and the authority. Without one of them some clients, which have
#   seen it elsewhere, connect, and others fail; what people then do is to switch verification off.
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Put the certificates of all intermediate authorities behind the server's own in its file; give an authority of your own to the measurement with --ca.
#   message: "the chain of {endpoint} ends before {issuer}, which was not sent and is no authority that is known"
#   tags: []
#   aliases: []
package touchstone.tls["incomplete-chain"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"certificates"}, _is_faulty)

not_applicable contains "it showed no certificate" if count(input.chains) == 0

fail contains {"path": [], "details": {"endpoint": tls.called, "issuer": chain.endName}} if some chain in _cut

default _is_faulty := false

_is_faulty if count(_cut) > 0

_cut contains chain if {
	some chain in input.chains
	not chain.end in ["given", "public", "self"]
}
