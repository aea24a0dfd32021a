# METADATA
# title: The default service account must not hand out tokens
# description: >-
#   Every namespace has an account default, and every pod that names no other runs as it and gets its token mounted.
#   Whatever is granted to it one day is granted to all of them. Where its manifest is given, it has to say that no
#   token is mounted; pods that need one say so themselves, or have an account of their own. Other accounts are not
#   judged.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
# custom:
#   severity: low
#   kinds: [object]
#   resources: [ServiceAccount]
#   optional: true
#   cwe: [522]
#   remediation: >-
#     Set automountServiceAccountToken to false in the service account default.
#   message: "every pod without an account of its own gets the token of default"
#   caution: Pods that run as default and call the Kubernetes API no longer have a token.
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_41
package touchstone["service-account"]["default-automount"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "ServiceAccount")

not_applicable contains "it is another account" if values.field(values.field(input, "metadata"), "name") != "default"

fail contains {"path": ["automountServiceAccountToken"], "details": {}, "fix": {"set": false}} if {
	values.field(input, "automountServiceAccountToken") != false
}
