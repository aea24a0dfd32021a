# METADATA
# title: Databases and brokers must not be open to every pod
# description: >-
#   Every pod of every namespace may connect to the port of a database, a cache or a broker: nothing isolates
#   it, or a rule lets everyone in. Any pod that is taken over, wherever it runs, can then try its passwords and
#   its flaws; some of these programs ask for no password at all. A database is known by a port that its
#   containers declare, or by the name of its image.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: high
#   kinds: [network]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Add a NetworkPolicy for Ingress that selects the pods and names their clients, with the port.
#   message: "port {port} of a database or broker is open to every pod of the cluster"
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
package touchstone.network["database-open"]

import data.touchstone.lib.databases
import data.touchstone.lib.networks

_parameters := data.touchstone.parameters["network/database-open"]

_ports := databases.ports(_parameters)

not_applicable contains databases.none if count(_ports) == 0

fail contains {"path": input.podPath, "details": {"port": port}} if {
	some port in _ports
	networks.holds(input.ingress.all, "TCP", port)
}
