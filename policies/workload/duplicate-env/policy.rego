# METADATA
# title: Containers must not set a variable twice
# description: >-
#   Of two variables with one name the last one counts, and nobody is told. Whoever changes the first, in a values
#   file or in a review, changes nothing. An update by kubectl apply may keep the one and drop the other, and a
#   server-side apply is refused.
# related_resources:
#   - https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove all but one of the entries.
#   message: "variable {variable} of {where} is set again; the last one counts"
#   tags: []
#   aliases:
#     - kube-linter:duplicate-env-var
#     - kube-score:environment-variable-key-duplication
package touchstone.workload["duplicate-env"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["env", index, "name"]),
	"details": {"where": containers.where(container), "variable": name},
} if {
	some container in input.containers
	names := [values.field(entry, "name") | some entry in values.entries(object.get(container, "env", null))]
	count(names) != count({name | some name in names})
	some index, name in names
	is_string(name)
	name in array.slice(names, 0, index)
}
