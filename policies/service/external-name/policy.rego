# METADATA
# title: Services must not be names of what is private to a node or the cloud
# description: >-
#   A Service of the type ExternalName is another name for a host. One for a loopback address, for the metadata service
#   of the cloud or for the API server makes whoever follows it, an Ingress controller or a program that only calls
#   Services, ask that host in its own place, with its own rights (CVE-2021-32783 in Contour). Names of other hosts,
#   and of Services in other namespaces, are not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#externalname
#   - https://github.com/projectcontour/contour/security/advisories/GHSA-5ph6-qq5x-7jwc
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Service]
#   optional: true
#   cwe: [918]
#   remediation: >-
#     Name the host that is meant, or a Service with a selector, and remove this one.
#   message: "the Service is another name for {host}"
#   tags: []
#   aliases: []
package touchstone.service["external-name"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("", "Service")

not_applicable contains "the Service is no other name for a host" if {
	values.field(_spec, "type") in [null, "", "ClusterIP", "NodePort", "LoadBalancer"]
}

_spec := values.field(input, "spec")

fail contains {"path": ["spec", "externalName"], "details": {"host": values.show(host)}} if {
	some host in values.entries(values.field(_spec, "externalName"))
	_is_private(host)
}

_is_private(host) if not is_string(host)

_is_private(host) if {
	name := trim_suffix(lower(host), ".")
	_is_private_name(name)
}

_names := {
	"100.100.100.200",
	"::1",
	"fd00:ec2::254",
	"instance-data",
	"instance-data.ec2.internal",
	"kubernetes",
	"kubernetes.default",
	"kubernetes.default.svc",
	"kubernetes.default.svc.cluster.local",
	"localhost",
	"localhost.localdomain",
	"metadata",
	"metadata.goog",
	"metadata.google.internal",
}

_is_private_name(name) if name in _names

_is_private_name(name) if {
	some start in ["0.", "127.", "169.254."]
	startswith(name, start)
	count(split(name, ".")) == 4
}

_is_private_name(name) if endswith(name, ".localhost")
