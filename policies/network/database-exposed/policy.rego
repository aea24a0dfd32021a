# METADATA
# title: Databases and brokers must not be reached from outside
# description: >-
#   The port of a database, a cache or a broker is reached from outside of the cluster: a Service, a route or
#   the node opens the way, and the policies of the pod let anyone in. Its password is then all that is between
#   the data and whoever scans for just these ports. A database is known by a port that its containers declare,
#   or by the name of its image. Load balancers of the provider's inner network, and those for named addresses,
#   are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: critical
#   kinds: [network]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set the type of the Service to ClusterIP, and let a NetworkPolicy for the pods name the clients.
#   message: "port {port} of a database or broker is reached from outside, by {way}"
#   tags: []
#   aliases: []
#   parameters:
#     ports:
#       description: The ports of databases, caches and brokers.
#       default: [1433, 1521, 2379, 3306, 4222, 5432, 5672, 5984, 6379, 7687, 8086, 9042, 9092, 9200, 9300, 11211, 26257, 27017]
#       schema: { type: array, uniqueItems: true, items: { type: integer, minimum: 1, maximum: 65535 } }
#       bound: { minItems: 1 }
#     images:
#       description: The names of their images, without registry and tag, with the port of each.
#       default: { cassandra: 9042, couchdb: 5984, elasticsearch: 9200, etcd: 2379, influxdb: 8086, kafka: 9092, keydb: 6379, mariadb: 3306, memcached: 11211, mongo: 27017, mongodb: 27017, mysql: 3306, nats: 4222, neo4j: 7687, opensearch: 9200, postgres: 5432, postgresql: 5432, rabbitmq: 5672, redis: 6379, valkey: 6379 }
#       schema: { type: object, additionalProperties: { type: integer, minimum: 1, maximum: 65535 } }
#       bound: { minProperties: 1 }
package touchstone.network["database-exposed"]

import data.touchstone.lib.databases
import data.touchstone.lib.networks

_parameters := data.touchstone.parameters["network/database-exposed"]

_ports := databases.ports(_parameters)

not_applicable contains databases.none if count(_ports) == 0

fail contains {"path": input.podPath, "details": {"port": port, "way": networks.way(exposure)}} if {
	some exposure in input.exposures
	exposure.admitted
	not exposure.internal
	not exposure.restricted
	some port in _ports
	exposure.port in [port, "any"]
	exposure.protocol == "TCP"
	_is_for_anyone(exposure, port)
}

_is_for_anyone(exposure, _) if exposure.from == "controller"

_is_for_anyone(_, port) if networks.holds(input.ingress.outside, "TCP", port)
