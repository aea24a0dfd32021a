# METADATA
# title: Passwords and tokens must not be written into environment variables
# description: >-
#   A value in the manifest is in the repository, in every rendered copy, in the release that Helm stores, and in the
#   output of kubectl describe. Whoever may read a Deployment has it, and it cannot be changed without a rollout. The
#   name of the variable says what it is; paths, addresses without a password, numbers and references do not count.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [798, 522]
#   remediation: >-
#     Move the value into a Secret or the store that you use for secrets, replace the one that was written out, and
#     mount it as a file or refer to it by valueFrom.
#   message: "variable {variable} of {where} has its secret written out"
#   tags: []
#   aliases:
#     - kube-linter:env-var-secret
#     - kubescape:C-0012
package touchstone.secrets["plain-secret-in-env"]

import data.touchstone.lib.pods
import data.touchstone.lib.secrets

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(variable.path, ["value"]),
	"details": {"where": variable.where, "variable": variable.name},
} if {
	some variable in secrets.variables
	variable.value != null
	secrets.names_secret(variable.name)
	secrets.is_written_out(variable.value)
}
