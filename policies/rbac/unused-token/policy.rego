# METADATA
# title: Service accounts without rights must not hand out their token
# description: >-
#   The token of an account that has no rights is of no use to the pods that get it, and still a valid credential for
#   whoever takes one of them over: it opens what system:authenticated and system:serviceaccounts may do, and other
#   services that trust it. Here the account is judged; service-account/automount-token judges each pod, whatever the
#   rights, because another object can change. A token for others than the Kubernetes API is mounted as a projected
#   volume, with their name as its audience. The account default is judged by service-account/default-automount.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   severity: low
#   kinds: [access]
#   resources: [ServiceAccount]
#   optional: true
#   cwe: [522]
#   remediation: >-
#     Set automountServiceAccountToken to false in the ServiceAccount.
#   message: "the account has no rights in the evidence, and its token is mounted into {workloads}"
#   tags: []
#   aliases: []
package touchstone.rbac["unused-token"]

import data.touchstone.lib.access

not_applicable contains "the object is no service account" if input.kind != "ServiceAccount"

not_applicable contains "no workload uses the account" if object.get(input, "workloadCount", 0) == 0

not_applicable contains "the account default is judged elsewhere" if input.metadata.name == "default"

fail contains {"path": ["automountServiceAccountToken"], "details": {"workloads": access.several(_mounting, "")}} if {
	input.grants == 0
	input.automount != false
	_mounting != []
}

_mounting := [text |
	some workload in input.workloads
	workload.mounted
	text := concat(" ", [workload.kind, workload.name])
]
