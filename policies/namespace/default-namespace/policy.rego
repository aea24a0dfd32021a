# METADATA
# title: Workloads must not be in the namespace default
# description: >-
#   Everything that nobody placed ends in default, so its quotas, NetworkPolicies, Pod Security labels and rights fit
#   nobody, and one mistake there reaches all of it. A manifest that names no namespace leaves the choice to whoever
#   installs it, and is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   cwe: []
#   remediation: >-
#     Give the application a namespace of its own, with quotas, policies and labels that fit it, and name it in the
#     manifest.
#   message: "the {kind} is put into the namespace {namespace}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_21
#     - kube-linter:use-namespace
#     - kubescape:C-0061
#     - trivy:KSV-0110
package touchstone.namespace["default-namespace"]

import data.touchstone.lib.values

not_applicable contains "the manifest leaves the namespace to whoever installs it" if _namespace in [null, ""]

fail contains {
	"path": ["metadata", "namespace"],
	"details": {"kind": input.kind, "namespace": values.show(_namespace)},
} if {
	not _is_own
}

_namespace := values.field(values.field(input, "metadata"), "namespace")

_is_own if {
	is_string(_namespace)
	_namespace != "default"
}
