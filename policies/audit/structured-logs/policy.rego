# METADATA
# title: Containers should log in the form that is agreed
# description: >-
#   Logs of many agents are searched by programs, and lines of free text have to be taken apart by patterns that miss
#   what nobody thought of. Which variable switches a program's log to JSON differs from program to program: name it
#   and its value in the parameter. While that is empty, nothing is judged; containers that do not have the variable
#   fail.
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set the environment variable of the container to the value that the parameter has for it.
#   message: "{where} does not log as agreed: {variable} is {value}, and {wanted} is agreed"
#   tags: []
#   aliases: []
#   parameters:
#     variables:
#       description: The values that environment variables must have, by their names, such as LOG_FORMAT with json.
#       default: {}
#       schema: { type: object, propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" }, additionalProperties: { type: string } }
package touchstone.audit["structured-logs"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

_variables := data.touchstone.parameters["audit/structured-logs"].variables

not_applicable contains pods.no_containers

not_applicable contains "the parameter variables names none" if count(_variables) == 0

fail contains {
	"path": array.concat(container.path, ["env"]),
	"details": {
		"where": containers.where(container),
		"variable": variable,
		"value": values.show(_value(container, variable)),
		"wanted": wanted,
	},
} if {
	some container in input.containers
	container.type == "container"
	some variable, wanted in _variables
	not _is_set(container, variable, wanted)
}

_is_set(container, variable, wanted) if _value(container, variable) == wanted

# The last of the same name counts.
_value(container, variable) := found[count(found) - 1] if {
	found := [values.field(entry, "value") |
		some entry in values.entries(values.field(container, "env"))
		values.field(entry, "name") == variable
	]
	count(found) > 0
}

else := null
