# METADATA
# title: Gateways must not take routes from every namespace
# description: >-
#   A listener whose routes may come from all namespaces lets everybody in the cluster publish something under its
#   hosts, with its certificate. A namespace that is taken over, or merely careless, answers for the whole site.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/concepts/security-model/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Gateway]
#   optional: true
#   cwe: [284]
#   remediation: >-
#     Set allowedRoutes.namespaces.from to Selector with a label that the owners of namespaces cannot set themselves,
#     or to Same.
#   message: "listener {listener} takes routes from every namespace"
#   tags: []
#   aliases: []
package touchstone.gateway["allows-all-namespaces"]

import data.touchstone.lib.gateways
import data.touchstone.lib.values

not_applicable contains gateways.other

fail contains {
	"path": ["spec", "listeners", index, "allowedRoutes", "namespaces", "from"],
	"details": {"listener": values.name(listener, index)},
} if {
	some index, listener in gateways.listeners
	namespaces := values.field(values.field(listener, "allowedRoutes"), "namespaces")
	not values.field(namespaces, "from") in [null, "Same", "Selector", "None"]
}
