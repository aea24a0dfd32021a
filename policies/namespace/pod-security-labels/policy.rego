# METADATA
# title: Namespaces must enforce a Pod Security Standard
# description: >-
#   Without the label pod-security.kubernetes.io/enforce, or with the level privileged, the API server takes every
#   pod, also one with the rights of the node. What checks find in a repository says nothing of pods that come another
#   way; the label stops them all.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-admission/
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Namespace]
#   optional: true
#   cwe: [266]
#   remediation: >-
#     Set the label pod-security.kubernetes.io/enforce to restricted, or to baseline where that cannot be, and pin its
#     version.
#   message: "the namespace takes every pod: its label pod-security.kubernetes.io/enforce is {level}"
#   tags: []
#   aliases: []
package touchstone.namespace["pod-security-labels"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Namespace")

not_applicable contains "it belongs to Kubernetes, whose own pods need the rights" if {
	values.field(_metadata, "name") in ["kube-system", "kube-public", "kube-node-lease"]
}

_label := "pod-security.kubernetes.io/enforce"

fail contains {"path": ["metadata", "labels", _label], "details": {"level": values.show(_level)}} if {
	not _level in ["baseline", "restricted"]
}

_metadata := values.field(input, "metadata")

_level := values.field(values.field(_metadata, "labels"), _label)
