# METADATA
# title: Endpoints must accept only key exchanges with forward secrecy
# description: >-
#   Without forward secrecy the server's one private key opens every connection: whoever records traffic today and gets the
#   key in some years, from a backup or a machine that was thrown away, reads all of it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9325
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [326]
#   remediation: >-
#     Take the suites with the key exchanges RSA, DH, ECDH and PSK off the server's list, and keep those with ECDHE.
#     Clients that know no ephemeral key exchange can no longer connect.
#   message: "{endpoint} accepts suites without forward secrecy: {suites}"
#   tags: []
#   aliases: []
package touchstone.tls["no-forward-secrecy"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"protocols", "suites"}, _is_faulty)

fail contains {"path": [], "details": {"endpoint": tls.called, "suites": tls.listed(_bare)}} if _is_faulty

default _is_faulty := false

_is_faulty if count(_bare) > 0

_bare := {suite.name | some suite in input.suites; not suite.forwardSecret == true}
