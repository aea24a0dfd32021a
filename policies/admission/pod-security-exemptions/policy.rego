# METADATA
# title: Pod Security must exempt nobody but the cluster itself
# description: >-
#   An exemption in the configuration of Pod Security Admission holds for every pod that it meets, whatever the labels
#   of the namespace say. Exempt users are hardly ever seen in reviews of namespaces, and an exempt service account of a
#   controller exempts everybody who may create what it makes pods of. Exemptions of kube-system and of the other
#   namespaces of Kubernetes are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-admission/#exemptions
#   - https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [AdmissionConfiguration, PodSecurityConfiguration]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Remove the exemption, and give the namespace that needs more a label with a level that it is content with.
#   message: "Pod Security exempts {what} {name}"
#   tags: []
#   aliases: []
package touchstone.admission["pod-security-exemptions"]

import data.touchstone.lib.pod_security
import data.touchstone.lib.values

not_applicable contains pod_security.other

_words := {"usernames": "the user", "runtimeClasses": "the runtime class", "namespaces": "the namespace"}

fail contains {
	"path": array.concat(configuration.path, ["exemptions", field, index]),
	"details": {"what": word, "name": values.show(name)},
} if {
	some configuration in pod_security.configurations
	exemptions := values.field(configuration.value, "exemptions")
	some field, word in _words
	some index, name in values.entries(values.field(exemptions, field))
	not _is_of_cluster(field, name)
}

_is_of_cluster("namespaces", name) if name in {"kube-system", "kube-public", "kube-node-lease"}
