# METADATA
# title: Objects must not be of APIs that are about to end
# description: >-
#   A deprecated API works until the upgrade that removes it, and then every manifest that uses it has to be changed
#   at once, under pressure. Until then new features and repairs go to its successor alone.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-policy/
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: low
#   kinds: [workload, object]
#   cwe: [477]
#   remediation: >-
#     Write the object in the version that takes its place, which the finding names, before the next upgrade.
#   message: "{api} {end}; use {replacement}"
#   tags: []
#   aliases: []
package touchstone.api["deprecated-api"]

import data.touchstone.lib.apis

not_applicable contains apis.foreign

fail contains {
	"path": ["apiVersion"],
	"details": {"api": apis.name, "end": row.end, "replacement": row.replacement},
} if {
	row := apis.deprecated
}
