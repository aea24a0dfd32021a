# METADATA
# title: What lets somebody in from outside must lead to pods that let him in
# description: >-
#   An Ingress, a route or a Service that is open to the outside promises a way to its pods. Where the policies
#   of all of them deny what comes that way, requests end in a time-out, and the first idea of whoever looks for
#   the reason is to delete the policy. Judged are ways whose pods are in the evidence; a controller of
#   Ingresses may be any pod of another namespace that a rule names.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [Service, Ingress, HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute]
#   cwe: []
#   remediation: >-
#     Add a rule to the policy of the pods that lets in the controller's pods, or the addresses of clients, on
#     this port.
#   message: "{via} leads to {service}, and the policies of its pods let in nobody that comes this way"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.network["broken-path"]

not_applicable contains "it opens no way to pods of the evidence" if not input.paths

fail contains {"path": way.path, "details": {"via": way.via, "service": way.service}} if {
	some way in input.paths
	way.broken
}
