# METADATA
# title: Pods must refer to ConfigMaps and keys that exist
# description: >-
#   A container that takes a variable or a volume from a ConfigMap or a key that is not there does not start. It
#   waits, often only at the next restart, when the old pods are gone. References that are marked optional are
#   not judged, nor is anything where the evidence has no ConfigMaps; kube-root-ca.crt is in every namespace.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/configmap/
# custom:
#   severity: medium
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the ConfigMap or its key, correct the name, or mark the reference as optional.
#   message: "there is no {target} {namespace}/{name}{what}"
#   tags: []
#   aliases: []
package touchstone.reference["config-map-missing"]

import data.touchstone.lib.relations

not_applicable contains "the evidence tells of no ConfigMap that it refers to" if not relations.refers_to("config-map")

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "config-map"
	some missing in relations.missing_at(reference)
}
