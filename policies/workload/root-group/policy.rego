# METADATA
# title: Containers must not be set to run in group 0
# description: >-
#   Files of images, volumes and the node belong to group 0 more often than to any other, and many may be read or
#   written by it. A process whose group, or one of whose further groups, is 0 has those rights whatever its user
#   is. A manifest that leaves the groups out is not found here: the image decides then.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Set runAsGroup, fsGroup and supplementalGroups to the numbers of ordinary groups, or leave them out.
#   message: "{where} sets {field} to {group}"
#   tags: []
#   aliases: []
package touchstone.workload["root-group"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# The API server refuses a Windows pod that has the fields.
not_applicable contains "Windows has no groups by number" if pods.is_windows

fail contains {
	"path": array.concat(context.path, [field]),
	"details": {"where": context.where, "field": field, "group": values.show(group)},
} if {
	not pods.has_trusted_user_namespace
	some context in security.contexts
	some field in ["runAsGroup", "fsGroup"]
	group := values.field(context.fields, field)
	group != null
	not _is_ordinary(group)
}

fail contains {
	"path": array.concat(context.path, ["supplementalGroups", index]),
	"details": {"where": context.where, "field": "supplementalGroups", "group": values.show(group)},
} if {
	not pods.has_trusted_user_namespace
	some context in security.contexts
	some index, group in values.entries(values.field(context.fields, "supplementalGroups"))
	not _is_ordinary(group)
}

_is_ordinary(group) if {
	is_number(group)
	group != 0
}
