# METADATA
# title: Ingresses must not take every request
# description: >-
#   An Ingress with a default backend and no rules takes every request that no other Ingress has a rule for, whatever
#   its host: names of other teams that are not served yet, and whatever somebody points at the cluster. One that has
#   rules beside its default backend is not judged here.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [441]
#   remediation: >-
#     Give the Ingress rules with the hosts that it is for. Take an exception for the one page that says that there is
#     nothing here.
#   message: "the Ingress has a default backend and no rules, so it takes every host"
#   tags: []
#   aliases: []
package touchstone.ingress["catch-all"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.values

not_applicable contains ingresses.other

fail contains {"path": ["spec", field], "details": {}} if {
	some field in ["defaultBackend", "backend"]
	values.field(ingresses.spec, field) != null
	ingresses.rules == []
}
