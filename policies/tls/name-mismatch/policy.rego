# METADATA
# title: Certificates of endpoints must be for the name that clients ask for
# description: >-
#   A client that compares names, as it should, refuses a certificate for another one. Where it works all the same, the
#   comparison has been switched off, and any certificate of the same authority passes for the server.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9525
# custom:
#   severity: high
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [297]
#   remediation: Issue the certificate with the name that clients use among its alternative names, and keep clients comparing it.
#   message: "{endpoint} is asked for as {name}, and its certificate is for {names}"
#   tags: []
#   aliases: []
package touchstone.tls["name-mismatch"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"certificates"}, _is_faulty)

not_applicable contains "it showed no certificate" if count(input.chains) == 0

fail contains {"path": [], "details": {"endpoint": tls.called, "name": input.servername, "names": names}} if {
	some chain in _wrong
	names := _called(chain)
}

default _is_faulty := false

_is_faulty if count(_wrong) > 0

_wrong contains chain if {
	some chain in input.chains
	not chain.nameMatches == true
}

_called(chain) := tls.listed({name | some name in chain.names}) if count(chain.names) > 0

else := "no name"
