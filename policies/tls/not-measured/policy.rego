# METADATA
# title: Every endpoint that is named must be measured
# description: >-
#   An endpoint that did not answer, or left questions open, is no secure one: nobody knows. It may have been down for a
#   moment, guarded by a firewall, or set up so that nobody looks.
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Measure again when the endpoint answers; raise --timeout, --endpoint-timeout or --connections where a limit was met.
#   message: "{endpoint} {what}"
#   tags: []
#   aliases: []
package touchstone.tls["not-measured"]

import data.touchstone.lib.tls

fail contains {"path": [], "details": {"endpoint": tls.called, "what": what}} if some what in _open

_open contains concat("", ["was not measured: ", input.reason]) if not input.measured == true

_open contains concat("", ["left a question open about ", gap.about, ": ", gap.reason]) if some gap in input.gaps
