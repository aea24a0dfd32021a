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
#   caution: A program that asks the Kubernetes API fails; give it a projected token of its own.
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
import data.touchstone.lib.service_accounts

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["automountServiceAccountToken"]),
	"details": {"serviceAccount": service_accounts.name},
	"fix": {"set": false},
} if {
	object.get(input.pod.spec, "automountServiceAccountToken", null) != false
}
