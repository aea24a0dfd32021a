# METADATA
# title: Public load balancers must say who may connect
# description: >-
#   A Service of the type LoadBalancer gets an address that the whole Internet reaches, unless the cloud is told to
#   make it internal or to let in certain networks only. What was meant for an office or a partner is then found by
#   scanners within minutes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Service]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set loadBalancerSourceRanges to the networks of the clients, or the annotation of your cloud that makes the load
#     balancer internal. Take an exception for one that is meant for everybody.
#   message: "the load balancer is open to {sources}"
#   tags: []
#   aliases: []
package touchstone.service["load-balancer-source-ranges"]

import data.touchstone.lib.load_balancers
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Service")

not_applicable contains "the Service is no load balancer" if _type in [null, "", "ClusterIP", "NodePort", "ExternalName"]

fail contains {"path": ["spec", "loadBalancerSourceRanges"], "details": {"sources": _sources}} if {
	not load_balancers.is_internal
	not load_balancers.is_restricted
}

_type := values.field(values.field(input, "spec"), "type")

_sources := "any address, as its source ranges say" if {
	values.field(values.field(input, "spec"), "loadBalancerSourceRanges") != null
} else := "any address"
