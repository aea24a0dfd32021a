# METADATA
# title: Applications must not be in the namespaces of Kubernetes
# description: >-
#   Quotas, NetworkPolicies, admission webhooks and Pod Security commonly leave kube-system out, because the cluster
#   does not work without what is in it. An application there escapes them all, and whoever may write its Secrets and
#   pods has those of the cluster next to it. What the cluster itself consists of is not judged: pods with a priority
#   class system-cluster-critical or system-node-critical, and with the label tier control-plane.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
# custom:
#   severity: medium
#   kinds: [workload]
#   optional: true
#   cwe: [653]
#   remediation: >-
#     Give the application a namespace of its own. Take an exception for an add-on that has to be there.
#   message: "the {kind} is put into the namespace {namespace}, which is Kubernetes' own"
#   tags: []
#   aliases:
#     - trivy:KSV-0037
package touchstone.namespace["kube-system-use"]

import data.touchstone.lib.values

not_applicable contains "the manifest leaves the namespace to whoever installs it" if _namespace in [null, ""]

not_applicable contains "the pod is a part of the cluster" if {
	_namespace == "kube-system"
	_is_part_of_cluster
}

fail contains {
	"path": ["metadata", "namespace"],
	"details": {"kind": input.kind, "namespace": _namespace},
} if {
	_namespace in {"kube-system", "kube-public", "kube-node-lease"}
}

_namespace := values.field(values.field(input, "metadata"), "namespace")

_is_part_of_cluster if {
	values.field(input.pod.spec, "priorityClassName") in ["system-cluster-critical", "system-node-critical"]
}

_is_part_of_cluster if {
	values.field(values.field(values.field(input.pod, "metadata"), "labels"), "tier") == "control-plane"
}
