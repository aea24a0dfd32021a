# METADATA
# title: Pods must have an owner
# description: >-
#   A Pod that no Deployment, StatefulSet, DaemonSet or Job owns is gone for good when its node fails or is drained,
#   and nobody can roll it out or back. A static pod of a node and the hooks of a chart are meant to be like that,
#   and are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/#using-pods
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Put the pod's spec into the template of a Deployment, or of a Job when it runs to its end.
#   message: "the Pod has no owner that replaces it"
#   tags: []
#   aliases:
#     - kubescape:C-0073
package touchstone.workload["naked-pod"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

not_applicable contains "it is a static pod or one of the control plane" if {
	input.kind == "Pod"
	_is_static
}

not_applicable contains "it is the hook of a chart" if {
	input.kind == "Pod"
	some annotation in ["helm.sh/hook", "argocd.argoproj.io/hook"]
	is_string(_annotation(annotation))
}

fail contains {"path": ["metadata", "ownerReferences"], "details": {}} if {
	input.kind == "Pod"
	not _has_owner
}

_has_owner if {
	owners := object.get(input.metadata, "ownerReferences", null)
	is_array(owners)
	some owner in owners
	is_object(owner)
}

_is_static if input.metadata.namespace == "kube-system"

_is_static if is_string(_annotation("kubernetes.io/config.source"))

_is_static if is_string(_annotation("kubernetes.io/config.mirror"))

_annotation(name) := values.field(object.get(input.metadata, "annotations", null), name)
