# METADATA
# title: Servers must use TLS among themselves
# description: >-
#   The members of a cluster send each other everything that clients entrust to one of them: messages of NATS
#   over routes, gateways and leaf nodes, the data of Redis to its replicas and over the bus of its cluster. TLS
#   for clients does not cover these connections; they have a switch of their own.
# related_resources:
#   - https://docs.nats.io/running-a-nats-service/configuration/clustering/cluster_config
#   - https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Give the block of the cluster of NATS a tls block of its own, and set tls-replication and tls-cluster of
#     Redis.
#   message: "{part} is without TLS between servers ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["plaintext-cluster-link"]

import data.touchstone.lib.transports

not_applicable contains transports.other_than({"peer"})

not_applicable contains transports.unknown_ends

fail contains {"path": ["ends", one.index], "details": transports.details} if some one in transports.plain
