# METADATA
# title: Pods must not mount a service account token automatically
# description: >-
#   Unless it is told otherwise, Kubernetes puts a token for its API into every container of a pod. Most programs
#   never call that API, but whoever takes one over has a credential in hand. The ServiceAccount can turn this off
#   as well, but that is another object which others may change, so the pod has to say it for itself. A program
#   that does call the API mounts a projected token, with an audience and a short life, into the one container
#   that needs it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
#   - https://kubernetes.io/docs/concepts/storage/projected-volumes/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [522]
#   remediation: >-
#     Set automountServiceAccountToken to false in the pod spec, and mount a projected serviceAccountToken volume
#     where a token is needed.
#   message: "the pod mounts the token of service account {serviceAccount} into its containers"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_38
#     - kube-linter:automount-service-account-token
#     - kubescape:C-0034
#     - polaris:automountServiceAccountToken
#     - trivy:KSV-0036
package touchstone["service-account"]["automount-token"]

import data.touchstone.lib.pods

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["automountServiceAccountToken"]),
	"details": {"serviceAccount": _service_account},
} if {
	object.get(input.pod.spec, "automountServiceAccountToken", null) != false
}

# serviceAccount is the older name of the field; Kubernetes reads it where the newer one is empty.
_service_account := input.pod.spec.serviceAccountName if _is_name(input.pod.spec.serviceAccountName)

else := input.pod.spec.serviceAccount if _is_name(input.pod.spec.serviceAccount)

else := "default"

_is_name(value) if {
	is_string(value)
	value != ""
}
