# METADATA
# title: No workload must be able to read the Secrets of another namespace
# description: >-
#   Namespaces keep teams and systems apart as long as a pod of one cannot get at the Secrets of another, be it
#   directly or through pods and accounts that it may use. For each workload that mounts a token this follows what its
#   account may do, step by step, to the Secrets of another namespace. The shortest way is in the finding. A workload
#   with the rights of cluster-admin is judged by rbac/workload-can-take-over-cluster as well.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   cwe: [668]
#   remediation: >-
#     Break the chain at one of its steps: bind the role in the workload's own namespace only, or name the Secrets in
#     resourceNames.
#   message: "whoever takes over the pod reads the Secrets of {namespace}: {chain}"
#   tags: []
#   aliases: []
package touchstone.rbac["cross-namespace-secrets"]

import data.touchstone.lib.access

not_applicable contains access.no_workload

fail contains {"path": way.path, "details": {"namespace": _name(way.namespace), "chain": concat("; then ", way.steps)}} if {
	some way in input.escalations
	way.to == "secrets"
}

_name("*") := "every namespace"

_name(namespace) := concat(" ", ["namespace", namespace]) if namespace != "*"
