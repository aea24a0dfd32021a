# METADATA
# title: Pod Security must have a default level
# description: >-
#   The configuration of Pod Security Admission says what holds in a namespace that has no label of its own. Where it
#   says nothing, or privileged, every namespace that somebody creates takes every pod, also one with the rights of the
#   node, until somebody thinks of the label.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [AdmissionConfiguration, PodSecurityConfiguration]
#   optional: true
#   cwe: [1188]
#   remediation: >-
#     Set defaults.enforce to baseline or restricted, and label the namespaces that need more.
#   message: "namespaces without a label take every pod: defaults.enforce is {level}"
#   tags: []
#   aliases: []
package touchstone.admission["pod-security-default"]

import data.touchstone.lib.pod_security
import data.touchstone.lib.values

not_applicable contains pod_security.other

fail contains {
	"path": array.concat(configuration.path, ["defaults", "enforce"]),
	"details": {"level": values.show(level)},
} if {
	some configuration in pod_security.configurations
	level := values.field(values.field(configuration.value, "defaults"), "enforce")
	not level in ["baseline", "restricted"]
}
