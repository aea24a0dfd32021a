# METADATA
# title: Addresses must not have a password in them
# description: >-
#   A user and a password in front of the host are read by everybody who sees the manifest, and programs write the
#   addresses that they connect to into their logs. References in the place of the password, such as $(PASSWORD), and
#   lines of comment do not count.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   kinds: [workload, object]
#   cwe: [798, 522]
#   remediation: >-
#     Take user and password out of the address, put them into a Secret, and let the program read them from there;
#     replace the password that was written out.
#   message: "{where} has an address with a password in it"
#   tags: []
#   aliases: []
package touchstone.secrets["credentials-in-url"]

import data.touchstone.lib.manifests
import data.touchstone.lib.pods
import data.touchstone.lib.secrets
import data.touchstone.lib.values

not_applicable contains pods.no_containers if input.containers

not_applicable contains manifests.other_than("", "ConfigMap") if not input.containers

fail contains {
	"path": array.concat(variable.path, ["value"]),
	"details": {"where": concat(" ", ["variable", variable.name, "of", variable.where])},
} if {
	some variable in secrets.variables
	secrets.has_address_with_password(variable.value)
}

fail contains {
	"path": argument.path,
	"details": {"where": concat(" ", [argument.list, "of", argument.where])},
} if {
	some argument in secrets.arguments
	secrets.has_address_with_password(argument.text)
}

fail contains {"path": ["data", key], "details": {"where": concat(" ", ["key", key, "of the ConfigMap"])}} if {
	not input.containers
	some key, value in values.field(input, "data")
	secrets.has_address_with_password(value)
}
