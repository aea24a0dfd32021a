# METADATA
# title: Pods must use PersistentVolumeClaims that exist
# description: >-
#   A pod that waits for a claim that is not there is never scheduled. Claims are often kept outside of what is
#   deployed with the pods, so nothing is judged where the evidence has none at all; those that a StatefulSet
#   makes from its templates are no references.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/
# custom:
#   severity: low
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the PersistentVolumeClaim, or correct claimName.
#   message: "there is no {target} {namespace}/{name}"
#   tags: []
#   aliases: []
package touchstone.reference["volume-claim-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no PersistentVolumeClaim that it names" if not relations.refers_to("volume-claim")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "volume-claim"
	some missing in relations.missing_at(reference)
}
