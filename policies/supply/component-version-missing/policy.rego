# METADATA
# title: Components must state their version
# description: >-
#   Known vulnerabilities are published for versions. A component without one matches none of them, or all: a scanner that
#   reads the bill passes over it, and whoever asks whether the next log4j is in the product gets no answer. Files and data
#   need none.
# custom:
#   severity: medium
#   kinds: [sbom, component]
#   resources: [BillOfMaterials, Component]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the bill from a lock file or from the built artefact, where versions are settled, and not from a list of
#     ranges.
#   message: "{component} has no version in {file}"
#   tags: []
#   aliases: []
package touchstone.supply["component-version-missing"]

import data.touchstone.lib.bills

not_applicable contains bills.unjudged(_is_faulty)

fail contains {"path": [], "details": bills.details} if _is_faulty

default _is_faulty := false

_is_faulty if {
	not bills.is_bill
	not bills.is_only({"file", "data", "cryptographic-asset", "lock-file"})
	not _has_version
}

_has_version if input.version != ""
