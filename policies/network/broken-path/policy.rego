# METADATA
# title: What is let in from outside must be let in by the policies of its pods
# description: >-
#   A Service, an Ingress or a route sends what comes from outside to pods whose policies all keep it out:
#   callers wait until their time is up. The pods of an Ingress or Gateway controller need not be in the
#   evidence; a rule that may mean them, because it names another namespace or addresses, counts as letting them
#   in. Services that are for the inside alone are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: medium
#   kinds: [network]
#   resources: [GRPCRoute, HTTPRoute, Ingress, Route, Service, TCPRoute, TLSRoute, UDPRoute]
#   optional: true
#   cwe: []
#   remediation: >-
#     Allow in a NetworkPolicy for the pods what comes this way, on the port of the pod, not of the Service; or
#     take the way out.
#   message: "what comes by {via} to port {port} of Service {service} is kept out by the policies of all pods behind it"
#   tags: []
#   aliases: []
package touchstone.network["broken-path"]

not_applicable contains "it lets nobody in from outside" if not input.paths

not_applicable contains "the evidence has no pods behind it" if {
	every path in input.paths {
		path.targetCount == 0
	}
}

fail contains {
	"path": path.path,
	"details": {"via": path.via, "port": path.port, "service": _service(path.service)},
} if {
	some path in input.paths
	path.broken
}

_service(service) := concat("/", [service.namespace, service.name])
