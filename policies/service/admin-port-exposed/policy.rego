# METADATA
# title: Ports of databases and of administration must not be open to the outside
# description: >-
#   A database, a shell or the API of a container runtime that is reached from outside the cluster is one guessed
#   password, or one known flaw, away from its data. Scanners look for just these ports. A load balancer that is
#   internal, or that lets in named networks only, is not judged, and neither are ports that are not in the list.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Service]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set the type to ClusterIP. Where a client outside needs the port, make the load balancer internal or set
#     loadBalancerSourceRanges to its networks.
#   message: "port {port}, which is for databases or administration, is open to the outside by {type}"
#   tags: []
#   aliases: []
#   parameters:
#     ports:
#       description: The ports that nobody outside the cluster may reach.
#       default: [22, 23, 1433, 1521, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5900, 5984, 6379, 8086, 9042, 9200, 9300, 10250, 10255, 11211, 15672, 26257, 27017]
#       schema: { type: array, items: { type: integer, minimum: 1, maximum: 65535 } }
#       bound: { minItems: 1 }
package touchstone.service["admin-port-exposed"]

import data.touchstone.lib.load_balancers
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Service")

not_applicable contains "the Service is reached from inside the cluster only" if {
	_type in [null, "", "ClusterIP", "ExternalName"]
}

_spec := values.field(input, "spec")

_type := values.field(_spec, "type")

_ports := data.touchstone.parameters["service/admin-port-exposed"].ports

fail contains {
	"path": ["spec", "ports", index, field],
	"details": {"port": number, "type": values.show(_type)},
} if {
	some index, port in values.entries(values.field(_spec, "ports"))
	[field, number] := _admin(port)
	not _is_closed
}

# The port of the program says more than the one that the Service shows.
_admin(port) := ["targetPort", number] if {
	number := _number(values.field(port, "targetPort"))
	number in _ports
} else := ["port", number] if {
	number := _number(values.field(port, "port"))
	number in _ports
}

_number(value) := value if is_number(value)

_number(value) := to_number(value) if is_string(value)

_is_closed if {
	_type == "LoadBalancer"
	load_balancers.is_internal
}

_is_closed if {
	_type == "LoadBalancer"
	load_balancers.is_restricted
}
