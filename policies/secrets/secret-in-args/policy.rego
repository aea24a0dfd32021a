# METADATA
# title: Passwords and tokens must not be written into command lines
# description: >-
#   Arguments are in the manifest, in the list of processes of the container and of its node, in the reports of
#   crashes and in many logs. A password among them is read by everybody who may look at one of these. References to
#   variables, such as $(PASSWORD), do not count.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [798, 522]
#   remediation: >-
#     Let the program read the secret from a file or a variable that comes from a Secret, and replace the one that was
#     written out.
#   message: "{list} of {where} has the secret of {flag} written out"
#   tags: []
#   aliases: []
package touchstone.secrets["secret-in-args"]

import data.touchstone.lib.pods
import data.touchstone.lib.secrets

not_applicable contains pods.no_containers

fail contains {
	"path": argument.path,
	"details": {"where": argument.where, "list": argument.list, "flag": flag},
} if {
	some argument in secrets.arguments
	some flag in secrets.flags(argument)
}
