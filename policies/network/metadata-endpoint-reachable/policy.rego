# METADATA
# title: Workloads must not reach the metadata service of the cloud
# description: >-
#   At 169.254.169.254 clouds tell a machine, and by default every pod on it, the credentials of the machine's
#   own account. One forged request is enough to take them out of a pod that reaches the address. Egress that is
#   restricted, with rules that do not hold this address, keeps the pod from it. Workloads that are meant to ask
#   it, and clusters that are in no cloud or keep pods from it by other means, need an exception. Pods on the
#   host's network always reach it, because no policy holds for them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/security-checklist/
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   cwe: [918]
#   remediation: >-
#     Restrict egress of the workload, and list 169.254.169.254/32 in `except` of rules for any address.
#   message: "the pod reaches the metadata service of the cloud at {address}"
#   tags: []
#   aliases: []
#   parameters:
#     addresses:
#       description: The addresses of metadata services that workloads must not reach.
#       default: [169.254.169.254]
#       schema: { type: array, uniqueItems: true, items: { enum: [169.254.169.254, "fd00:ec2::254", 100.100.100.200, 168.63.129.16] } }
#       bound: { minItems: 1 }
package touchstone.network["metadata-endpoint-reachable"]

import data.touchstone.lib.networks

not_applicable contains networks.no_workload

_addresses := data.touchstone.parameters["network/metadata-endpoint-reachable"].addresses

fail contains {"path": input.podPath, "details": {"address": address}} if {
	some address in _addresses
	input.egress.metadata[address] != ""
}
