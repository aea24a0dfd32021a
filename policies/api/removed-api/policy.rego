# METADATA
# title: Objects must be of APIs that Kubernetes still serves
# description: >-
#   The API server refuses an object of a version that was removed, so the next rollout fails, or has already failed
#   where nobody looked. A policy, a budget or a right that was written in it protects nothing, because it is not
#   there.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: high
#   kinds: [workload, object]
#   cwe: [477]
#   remediation: >-
#     Write the object in the version that took its place, which the finding names, and look up which fields have
#     changed.
#   message: "{api} was removed in Kubernetes {version}; use {replacement}"
#   tags: []
#   aliases: []
package touchstone.api["removed-api"]

import data.touchstone.lib.apis

not_applicable contains apis.foreign

fail contains {
	"path": ["apiVersion"],
	"details": {"api": apis.name, "version": apis.version(row.removed), "replacement": row.replacement},
} if {
	row := apis.removed
}
