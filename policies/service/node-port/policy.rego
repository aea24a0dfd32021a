# METADATA
# title: Services must not open ports on the nodes
# description: >-
#   A Service of the type NodePort opens the same port on every node, past any ingress with its TLS, its
#   authentication and its limits. Whoever reaches a node reaches the program, and NetworkPolicies often see the
#   address of the node instead of the client.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Service]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set the type to ClusterIP, and let an Ingress, a Gateway or a LoadBalancer take what comes from outside; use
#     kubectl port-forward to debug.
#   message: "the Service is of the type {type}, which opens a port on every node"
#   tags: []
#   aliases: []
package touchstone.service["node-port"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Service")

fail contains {"path": ["spec", "type"], "details": {"type": values.show(type)}} if {
	type := values.field(values.field(input, "spec"), "type")
	not type in [null, "", "ClusterIP", "LoadBalancer", "ExternalName"]
}
