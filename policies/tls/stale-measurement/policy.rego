# METADATA
# title: Measurements of endpoints must be recent
# description: >-
#   A measurement says what a server accepted on that day. Settings, certificates and versions have changed since; an old
#   file answers for a server that is no longer there.
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: []
#   remediation: Run `touchstone collect tls` in the pipeline that assesses, or every night.
#   message: "the measurement of {endpoint} {age}"
#   tags: []
#   aliases: []
#   parameters:
#     hours:
#       description: How old a measurement may be.
#       default: 720
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 2160 }
package touchstone.tls["stale-measurement"]

import data.touchstone.lib.tls

_hours := data.touchstone.parameters["tls/stale-measurement"].hours

fail contains {"path": [], "details": {"endpoint": tls.called, "age": _age}} if tls.is_stale

_age := "does not say when it was made" if input.ageHours == null

else := concat("", ["is ", format_int(ceil(input.ageHours), 10), " hours old, and ", format_int(_hours, 10), " are allowed"])
