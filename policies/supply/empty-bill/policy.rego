# METADATA
# title: Bills of materials must list what is there
# description: >-
#   A bill without any component is what a tool writes that found no lock file, or looked into the wrong folder. It looks
#   like that of software without dependencies, which hardly exists. A bill that says of itself that it is incomplete is
#   honest, and proves just as little of what it leaves out.
# custom:
#   severity: medium
#   kinds: [sbom]
#   resources: [BillOfMaterials]
#   optional: true
#   cwe: []
#   remediation: Make the bill where the lock file or the built artefact is, and read what the tool says meanwhile.
#   message: "the bill of materials of {describes} proves nothing: {why}"
#   tags: []
#   aliases: []
package touchstone.supply["empty-bill"]

import data.touchstone.lib.bills

fail contains {"path": [], "details": {"describes": _describes, "why": why}} if some why in bills.gaps

_describes := "something without a name" if input.describes.name == ""

else := input.describes.name
