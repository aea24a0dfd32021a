# METADATA
# title: Pods should not override names in /etc/hosts
# description: >-
#   hostAliases are written to /etc/hosts of the containers, which is asked before DNS. They pin a name to an
#   address that nobody updates, and they can send the traffic for a name elsewhere without a trace in DNS. The
#   alias is found by whoever reads the manifest, and by nobody who looks for the cause of a failure.
# related_resources:
#   - https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: []
#   remediation: >-
#     Remove hostAliases, and resolve the name in DNS, by a Service without a selector or one of type ExternalName
#     for example.
#   message: "the pod overrides {name} in /etc/hosts"
#   tags: []
#   aliases:
#     - trivy:KSV-0007
package touchstone.workload["host-aliases"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(input.pod.path, ["hostAliases", index]),
	"details": {"name": _names(alias)},
} if {
	some index, alias in values.entries(object.get(input.pod.spec, "hostAliases", null))
}

_names(alias) := concat(", ", alias.hostnames) if count(alias.hostnames) > 0

else := "a name"
