# METADATA
# title: Databases must not be open to the outside or to every pod
# description: >-
#   A database, cache or broker that any pod of the cluster reaches falls with the first of them that is taken
#   over, and one that is open to the outside needs no pod at all. Judged are workloads that declare a port on
#   which such servers answer: whether a Service, a node port or an Ingress leads to it from outside past its
#   policies, and whether these let in pods that nobody has named.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: critical
#   kinds: [network]
#   cwe: [923, 668]
#   remediation: >-
#     Give the workload a NetworkPolicy that names its clients, and a Service of type ClusterIP.
#   message: "{who} reaches {kind} {name} on port {port}"
#   tags: []
#   aliases: []
#   optional: true
#   parameters:
#     ports:
#       description: Ports on which databases, caches and brokers answer.
#       default: [1433, 1521, 2379, 2380, 3306, 4222, 5432, 5672, 6379, 6380, 7000, 8086, 9042, 9092, 9200, 9300, 11211, 26379, 26257, 27017]
#       schema: { type: array, uniqueItems: true, items: { type: integer, minimum: 1, maximum: 65535 } }
#       bound:
#         description: must keep PostgreSQL, MySQL, MongoDB and Redis
#         allOf: [{ contains: { const: 5432 } }, { contains: { const: 3306 } }, { contains: { const: 27017 } }, { contains: { const: 6379 } }]
package touchstone.network["database-exposed"]

import data.touchstone.lib.networks

not_applicable contains networks.no_pods

not_applicable contains "it declares no port of a database" if {
	input.isolated
	count(_databases) == 0
}

_ports := {port | some port in data.touchstone.parameters["network/database-exposed"].ports}

_databases := {declared.port |
	some declared in input.ports
	declared.port in _ports
}

fail contains {"path": input.podPath, "details": _details("anyone outside", port)} if {
	some exposure in input.exposures
	exposure.admitted
	some port in _databases
	exposure.port in {port, "any"}
}

fail contains {"path": input.podPath, "details": _details("every pod of the cluster", declared.port)} if {
	some declared in input.ports
	declared.port in _databases
	declared.open
}

_details(who, port) := {"who": who, "kind": input.kind, "name": input.metadata.name, "port": port}
