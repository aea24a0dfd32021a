# METADATA
# title: Shared listeners must name their hosts
# description: >-
#   A listener that takes routes from other namespaces and names no host lets each of them claim any host: that of
#   another team, or one that nobody serves yet. With a hostname, a wildcard included, the owner of the Gateway says
#   what can be claimed there. Listeners for the Gateway's own namespace are not judged.
# related_resources:
#   - https://gateway-api.sigs.k8s.io/concepts/security-model/
#   - https://gateway-api.sigs.k8s.io/concepts/hostnames/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [Gateway]
#   optional: true
#   cwe: [441]
#   remediation: >-
#     Set hostname in each listener, such as *.agents.example.com, and give each group of namespaces a listener.
#   message: "listener {listener} takes routes of other namespaces for any host"
#   tags: []
#   aliases: []
package touchstone.gateway["shared-listener-hostname"]

import data.touchstone.lib.gateways
import data.touchstone.lib.values

not_applicable contains gateways.other

fail contains {
	"path": ["spec", "listeners", index, "hostname"],
	"details": {"listener": values.name(listener, index)},
} if {
	some index, listener in gateways.listeners
	namespaces := values.field(values.field(listener, "allowedRoutes"), "namespaces")
	not values.field(namespaces, "from") in [null, "Same", "None"]
	not _is_host(values.field(listener, "hostname"))
	not values.field(listener, "protocol") in ["TCP", "UDP"]
}

_is_host(host) if {
	is_string(host)
	not host in ["", "*"]
}
