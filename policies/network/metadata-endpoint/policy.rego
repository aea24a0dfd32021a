# METADATA
# title: Pods must not reach the metadata service of the cloud
# description: >-
#   At 169.254.169.254 the machines of most clouds find their credentials, and so does a pod that may connect
#   there: a forged request on the server side is enough to get those of the node. Policies have to leave the
#   address out. Whether the machines demand a token for it is not seen here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   cwe: [918, 441]
#   remediation: >-
#     Deny egress by default, or except 169.254.169.254/32 from the blocks that are allowed.
#   message: "{kind} {name} reaches the metadata service at 169.254.169.254"
#   tags: []
#   aliases: [kubescape:C-0052]
package touchstone.network["metadata-endpoint"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

fail contains {"path": input.podPath, "details": {"kind": input.kind, "name": input.metadata.name}} if {
	input.egress.metadata != ""
}
