# METADATA
# title: Services must name a port that their pods have
# description: >-
#   A targetPort given by name is looked up in the pods: where none of them has a port of that name, the Service
#   has no endpoint for it and connections fail. Ports given by number are not judged, because pods need not
#   declare them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [Service]
#   optional: true
#   cwe: []
#   remediation: >-
#     Name the port in the containers, or correct targetPort.
#   message: "no pod behind it has a port named {port}"
#   tags: []
#   aliases: []
package touchstone.reference["service-target-port"]

not_applicable contains "it names no port of pods" if count(_ports) == 0

_ports := object.get(input, "ports", [])

fail contains {"path": item.path, "details": {"port": item.port}} if {
	some item in _ports
	not item.found
}
