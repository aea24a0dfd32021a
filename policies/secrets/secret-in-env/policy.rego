# METADATA
# title: Secrets should be mounted as files instead of environment variables
# description: >-
#   Every process that a container starts inherits its environment, and programs print it when they crash or are
#   debugged. A file is read by whoever needs it, has an owner and a mode, and changes in place when the Secret does.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [526]
#   remediation: >-
#     Mount the Secret as a volume, with a mode such as 0440, and let the program read the file; many images take a
#     variable that ends in _FILE.
#   message: "{where} gets {what} as environment variables"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_35
#     - kube-linter:read-secret-from-env-var
package touchstone.secrets["secret-in-env"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["env", index, "valueFrom", "secretKeyRef"]),
	"details": {
		"where": containers.where(container),
		"what": concat(" ", ["the secret", values.name(variable, index)]),
	},
} if {
	some container in input.containers
	some index, variable in values.entries(object.get(container, "env", null))
	values.field(values.field(variable, "valueFrom"), "secretKeyRef") != null
}

fail contains {
	"path": array.concat(container.path, ["envFrom", index, "secretRef"]),
	"details": {"where": containers.where(container), "what": concat(" ", ["all of Secret", values.name(reference, 0)])},
} if {
	some container in input.containers
	some index, source in values.entries(object.get(container, "envFrom", null))
	reference := values.field(source, "secretRef")
	reference != null
}
