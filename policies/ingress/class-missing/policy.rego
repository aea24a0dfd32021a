# METADATA
# title: Ingresses must name their class
# description: >-
#   Without a class, the default class of the cluster decides who serves the Ingress, and where there is none, nobody
#   does, or every controller does that takes what it finds. A second controller, or another cluster, then publishes
#   on the Internet what was meant for the inside.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class
# custom:
#   severity: low
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set spec.ingressClassName to the controller that is meant.
#   message: "the Ingress leaves it to the cluster which controller serves it"
#   tags: []
#   aliases: []
package touchstone.ingress["class-missing"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains ingresses.other

fail contains {"path": ["spec", "ingressClassName"], "details": {}} if {
	not _is_name(values.field(ingresses.spec, "ingressClassName"))
	not _is_name(values.field(manifests.annotations, "kubernetes.io/ingress.class"))
}

_is_name(value) if {
	is_string(value)
	value != ""
}
