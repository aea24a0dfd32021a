# METADATA
# title: Renewal must begin early enough to be repaired
# description: >-
#   When renewal fails, somebody has to notice it and mend it before the certificate ends. cert-manager begins
#   when a third of the time is left. A renewBefore that leaves only a small share gives nobody time, and one
#   that is as long as the certificate lasts is refused.
# related_resources:
#   - https://cert-manager.io/docs/usage/certificate/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Leave spec.renewBefore out, or set it to a third of the duration.
#   message: "renewal begins with {share} percent of the time left, and {percent} are needed"
#   tags: []
#   aliases: []
#   parameters:
#     percent:
#       description: How much of the time has to be left when renewal begins.
#       default: 10
#       schema: { type: integer, minimum: 1, maximum: 90 }
#       bound: { minimum: 5 }
package touchstone["cert-manager"]["late-renewal"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_certificate

_percent := data.touchstone.parameters["cert-manager/late-renewal"].percent

_before := values.field(issuing.spec, "renewBefore")

_part := values.field(issuing.spec, "renewBeforePercentage")

fail contains {"path": ["spec", "renewBefore"], "details": {"share": _share, "percent": _percent}} if {
	_before != null
	not _is_early
}

fail contains {"path": ["spec", "renewBeforePercentage"], "details": {"share": values.show(_part), "percent": _percent}} if {
	_part != null
	not _is_enough
}

_is_early if {
	hours := issuing.hours(_before)
	hours * 100 >= issuing.lifetime * _percent
	hours < issuing.lifetime
}

_is_enough if {
	is_number(_part)
	_part >= _percent
	_part < 100
}

_share := format_int(floor((issuing.hours(_before) * 100) / issuing.lifetime), 10) if issuing.lifetime > 0

else := "an unknown"
