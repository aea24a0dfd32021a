# METADATA
# title: Components must come with a digest
# description: >-
#   A name and a version say which component was meant, and only a digest says which bytes it was. Without one nobody can
#   tell later whether what runs is what was listed, or a package that somebody put in its place under the same version.
#   What has no bytes of its own, such as an operating system as a whole, needs none.
# custom:
#   severity: low
#   kinds: [sbom, component]
#   resources: [BillOfMaterials, Component]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the bill from a lock file or from the built artefact, with a tool that writes digests of what it lists.
#   message: "{component} has no digest in {file}"
#   tags: []
#   aliases: []
package touchstone.supply["component-hash-missing"]

import data.touchstone.lib.bills

not_applicable contains bills.unjudged(_is_faulty)

fail contains {"path": [], "details": bills.details} if _is_faulty

default _is_faulty := false

_is_faulty if {
	not bills.is_bill
	not bills.is_only({"operating-system", "platform", "device", "data", "cryptographic-asset", "lock-file"})
	not input.hashes > 0
}
