# METADATA
# title: Bills of materials must be recent
# description: >-
#   A bill lists what was there when it was made. Every build since may have brought other versions, so that an old bill
#   answers for software that nobody runs any longer. A bill has to say when it was made, by itself or by the record
#   beside it (`touchstone record`).
# custom:
#   severity: medium
#   kinds: [sbom]
#   resources: [BillOfMaterials]
#   optional: true
#   cwe: []
#   remediation: Make the bill in the pipeline that builds what is released, with every build.
#   message: "a bill of materials {age}"
#   tags: []
#   aliases: []
#   parameters:
#     hours:
#       description: How old a bill may be.
#       default: 720
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 2160 }
package touchstone.supply["stale-bill"]

import data.touchstone.lib.bills

_hours := data.touchstone.parameters["supply/stale-bill"].hours

fail contains {"path": [], "details": {"age": _age}} if bills.is_stale

_age := "does not say when it was made" if input.ageHours == null

else := concat("", ["is ", format_int(ceil(input.ageHours), 10), " hours old, and ", format_int(_hours, 10), " are allowed"])
