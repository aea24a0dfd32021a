# METADATA
# title: Custom resources must have a schema
# description: >-
#   A CustomResourceDefinition whose schema keeps every unknown field, for the whole object or for all of its spec,
#   takes anything: the API server checks nothing, a misspelt field is kept and ignored, and the controller meets
#   values that it never expected, often with the rights of the whole cluster. Parts further down that are left open,
#   such as a template of a pod, are not judged.
# related_resources:
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#controlling-pruning
# custom:
#   severity: low
#   kinds: [object]
#   resources: [CustomResourceDefinition]
#   optional: true
#   cwe: [20]
#   remediation: >-
#     Describe the fields of spec in the schema with their types and limits, and remove
#     x-kubernetes-preserve-unknown-fields.
#   message: "version {version} takes any {what}"
#   tags: []
#   aliases: []
package touchstone.api["crd-without-schema"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("apiextensions.k8s.io", "CustomResourceDefinition")

not_applicable contains "it is written in a version of the API that was removed" if {
	input.kind == "CustomResourceDefinition"
	input.apiVersion == "apiextensions.k8s.io/v1beta1"
}

fail contains {
	"path": array.concat(["spec", "versions", index, "schema", "openAPIV3Schema"], place.path),
	"details": {"version": values.name(version, index), "what": place.what},
} if {
	some index, version in values.entries(values.field(values.field(input, "spec"), "versions"))
	values.field(version, "served") != false
	schema := values.field(values.field(version, "schema"), "openAPIV3Schema")
	some place in [
		{"path": [], "what": "object", "schema": schema},
		{"path": ["properties", "spec"], "what": "spec", "schema": _property(schema, "spec")},
	]
	_is_open(place.schema)
}

# A kind need not have a spec.
_property(schema, name) := found if {
	found := values.field(values.field(schema, "properties"), name)
	found != null
} else := {}

_is_open(schema) if not is_object(schema)

_is_open(schema) if {
	not values.is_off(values.field(schema, "x-kubernetes-preserve-unknown-fields"))
	values.field(schema, "properties") in [null, {}]
}
