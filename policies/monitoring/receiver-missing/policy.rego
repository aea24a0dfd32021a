# METADATA
# title: Routes of alerts must lead to receivers that exist
# description: >-
#   A route that names a receiver which is not there is refused by Alertmanager together with all of its configuration:
#   after a restart nobody is told of anything.
# related_resources:
#   - https://prometheus.io/docs/alerting/latest/configuration/
# custom:
#   severity: high
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Name a receiver of the same configuration, or add the one that is meant.
#   message: "a route leads to the receiver {receiver}, which is not there"
#   tags: []
#   aliases: []
package touchstone.monitoring["receiver-missing"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("alertmanager")

_names := {receiver.name | some receiver in input.receivers}

fail contains {"path": route.path, "details": {"receiver": monitoring.called(route.receiver)}} if {
	some route in input.routes
	not route.receiver in _names
}
