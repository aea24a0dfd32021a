# METADATA
# title: Pods must not use the field serviceAccount
# description: >-
#   serviceAccount is the older name of serviceAccountName, and deprecated. Where both are there and differ, the newer
#   one wins in silence, and reviewers and tools that read only one of them are wrong about the rights of the pod.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Write serviceAccountName in the place of serviceAccount.
#   message: "the pod names its service account by the deprecated field serviceAccount: {serviceAccount}"
#   tags: []
#   aliases:
#     - kube-linter:deprecated-service-account-field
package touchstone["service-account"]["deprecated-field"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# The API server fills in both, so a manifest that was exported has them, with the same value.
fail contains {
	"path": array.concat(input.pod.path, ["serviceAccount"]),
	"details": {"serviceAccount": values.show(older)},
} if {
	older := object.get(input.pod.spec, "serviceAccount", null)
	not older in [null, ""]
	older != object.get(input.pod.spec, "serviceAccountName", null)
}
