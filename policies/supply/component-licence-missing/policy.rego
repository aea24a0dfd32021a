# METADATA
# title: Components must state their licence
# description: >-
#   Software without a licence may not be used at all: nothing grants the right. A bill of materials that is silent on it
#   hides what would be found by reading it, such as terms that ask for the source of everything around the component.
#   Files and operating systems as a whole need none.
# related_resources:
#   - https://spdx.org/licenses/
# custom:
#   severity: low
#   kinds: [sbom, component]
#   resources: [BillOfMaterials, Component]
#   optional: true
#   cwe: []
#   remediation: >-
#     Let the tool that writes the bill look licences up, or add the one that the component's repository states. Replace
#     what is under none.
#   message: "{component} has no licence in {file}"
#   tags: []
#   aliases: []
package touchstone.supply["component-licence-missing"]

import data.touchstone.lib.bills

not_applicable contains bills.unjudged(_is_faulty)

fail contains {"path": [], "details": bills.details} if _is_faulty

default _is_faulty := false

_is_faulty if {
	not bills.is_bill
	not bills.is_only({"file", "operating-system", "platform", "device", "data", "cryptographic-asset", "lock-file"})
	not _has_licence
}

_has_licence if input.licences[0] != ""
