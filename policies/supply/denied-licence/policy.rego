# METADATA
# title: Components must not be under licences that are denied
# description: >-
#   Some licences ask for the source of a whole service, forbid competing or commercial use, or let their owner decide
#   later. Such a component is seldom noticed when it is added, and expensive when a buyer's lawyers or the owner find it.
#   An SPDX expression passes when one of its alternatives is allowed; several licences of a component all count.
# related_resources:
#   - https://spdx.org/licenses/
#   - https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
# custom:
#   severity: high
#   kinds: [sbom, component]
#   resources: [BillOfMaterials, Component]
#   optional: true
#   cwe: []
#   remediation: >-
#     Replace the component, buy it under other terms, or have somebody who may decide it approve an exception.
#   message: "{component} is under {licence}, which is denied ({file})"
#   tags: []
#   aliases: []
#   parameters:
#     denied:
#       description: >-
#         SPDX ids that are denied, and names that documents have in place of ids. Capital and small letters are the
#         same; GPL-2.0+ is GPL-2.0-or-later, and GPL-2.0 is GPL-2.0-only.
#       default:
#         - AGPL-1.0-only
#         - AGPL-1.0-or-later
#         - AGPL-3.0-only
#         - AGPL-3.0-or-later
#         - BUSL-1.1
#         - Business Source License 1.1
#         - CC-BY-NC-3.0
#         - CC-BY-NC-4.0
#         - CC-BY-NC-ND-4.0
#         - CC-BY-NC-SA-4.0
#         - Elastic-2.0
#         - GNU Affero General Public License v3.0
#         - PolyForm-Noncommercial-1.0.0
#         - Server Side Public License
#         - SSPL-1.0
#       schema: { type: array, items: { type: string, minLength: 1 } }
#       bound:
#         description: must deny AGPL-3.0-only, BUSL-1.1, CC-BY-NC-4.0 and SSPL-1.0 at least
#         allOf:
#           - { contains: { const: AGPL-3.0-only } }
#           - { contains: { const: BUSL-1.1 } }
#           - { contains: { const: CC-BY-NC-4.0 } }
#           - { contains: { const: SSPL-1.0 } }
package touchstone.supply["denied-licence"]

import data.touchstone.lib.bills
import data.touchstone.lib.licences

_denied := data.touchstone.parameters["supply/denied-licence"].denied

not_applicable contains bills.unjudged(_is_faulty)

fail contains {"path": [], "details": object.union(bills.details, {"licence": licence})} if some licence in _found

default _is_faulty := false

_is_faulty if count(_found) > 0

_found contains licence if {
	not bills.is_bill
	some licence in input.licences
	licences.is_denied(licence, _denied)
}
