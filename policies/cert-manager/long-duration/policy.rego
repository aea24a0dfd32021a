# METADATA
# title: Certificates must be renewed often
# description: >-
#   The longer a certificate lasts, the longer a stolen key works, and the longer nobody notices that renewal is
#   broken. cert-manager renews by itself, so that nothing is gained by years; browsers take no more than 398
#   days. Certificates of authorities are not judged.
# related_resources:
#   - https://cert-manager.io/docs/usage/certificate/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Leave spec.duration out, which gives 90 days, or make it shorter.
#   message: "the certificate lasts {duration}, and {hours} hours are allowed"
#   tags: []
#   aliases: []
#   parameters:
#     hours:
#       description: How long a certificate may last.
#       default: 2160
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 9552 }
package touchstone["cert-manager"]["long-duration"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_certificate

not_applicable contains "it is the certificate of an authority" if values.field(issuing.spec, "isCA") == true

_hours := data.touchstone.parameters["cert-manager/long-duration"].hours

fail contains {"path": ["spec", "duration"], "details": {"duration": values.show(values.field(issuing.spec, "duration")), "hours": _hours}} if {
	not _is_short
}

_is_short if issuing.lifetime <= _hours
