# METADATA
# title: Services must not claim external addresses
# description: >-
#   With externalIPs a Service takes over all traffic of the cluster that goes to these addresses, whoever they belong
#   to. Nothing checks that, so whoever may write a Service can put themselves between pods and any server
#   (CVE-2020-8554).
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
#   - https://github.com/kubernetes/kubernetes/issues/97076
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Service]
#   optional: true
#   cwe: [300]
#   remediation: >-
#     Remove externalIPs, and get an address by a Service of the type LoadBalancer, an Ingress or a Gateway.
#   message: "the Service claims external addresses: {addresses}"
#   tags: []
#   aliases:
#     - trivy:KSV-0108
package touchstone.service["external-ips"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Service")

fail contains {"path": ["spec", "externalIPs"], "details": {"addresses": _show(addresses)}} if {
	addresses := values.field(values.field(input, "spec"), "externalIPs")
	not addresses in [null, []]
}

_show(addresses) := concat(", ", addresses) if {
	every address in addresses {
		is_string(address)
	}
} else := values.show(addresses)
