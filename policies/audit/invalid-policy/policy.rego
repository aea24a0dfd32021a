# METADATA
# title: Audit policies must be ones that the API server takes
# description: >-
#   An API server that is given a policy it cannot read does not start, and one that drops a field it does not know
#   records something else than whoever wrote the policy believes. All other checks of audit policies pass this one
#   over.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Write rules as audit.k8s.io/v1 has them, and mind the names of fields and levels.
#   message: "the audit policy says nothing: {problem}"
#   tags: []
#   aliases: []
package touchstone.audit["invalid-policy"]

import data.touchstone.lib.audit
import data.touchstone.lib.manifests

not_applicable contains manifests.other_than("audit.k8s.io", "Policy")

fail contains {"path": fault.path, "details": {"problem": fault.problem}} if {
	manifests.is("audit.k8s.io", "Policy")
	some fault in audit.faults
}
