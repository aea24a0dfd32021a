# METADATA
# title: Workloads must be isolated from connections that no policy allows
# description: >-
#   Nothing restricts who may connect to the pod: no NetworkPolicy selects it for ingress, and no policy of the
#   whole cluster keeps anything out. Every pod of the cluster reaches every port that the program listens on,
#   and one pod that is taken over is a way to all of them. A pod on the host's network passes when a policy
#   means it by its labels; that such a policy does not hold is network/host-network-bypass.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   cwe: [668, 923]
#   remediation: >-
#     Add a NetworkPolicy for Ingress that selects every pod of the namespace and allows nothing, and one for each
#     workload that allows what it needs.
#   caution: >-
#     Clients that no policy names can no longer connect.
#   message: "nothing restricts who may connect to it"
#   tags: []
#   aliases:
#     - checkov:CKV2_K8S_6
#     - kube-score:pod-networkpolicy
package touchstone.network["ingress-unrestricted"]

import data.touchstone.lib.networks

not_applicable contains networks.no_workload

fail contains {"path": input.podPath, "details": {}} if {
	not input.isolated.ingress
	not _is_meant
}

_is_meant if {
	some policy in input.bypassed
	policy.ingress
}
