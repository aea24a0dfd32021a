# METADATA
# title: DestinationRules must not switch TLS off
# description: >-
#   A DestinationRule with the TLS mode DISABLE makes Istio's proxies talk to the service in clear text,
#   although mutual TLS would be used by itself. A tls block without a mode is the same, because DISABLE is what
#   the mode then is.
# related_resources:
#   - https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
# custom:
#   severity: high
#   kinds: [object]
#   resources: [DestinationRule]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Remove the tls block, or set the mode to ISTIO_MUTUAL, or to MUTUAL or SIMPLE for services outside of the
#     mesh.
#   message: "the mode of TLS is {mode}"
#   tags: []
#   aliases: []
package touchstone.mesh["destination-plaintext"]

import data.touchstone.lib.meshes
import data.touchstone.lib.values

not_applicable contains meshes.no_destination_rule

not_applicable contains "it says nothing of TLS" if count(meshes.destination_tls) == 0

fail contains {"path": array.concat(setting.path, ["mode"]), "details": {"mode": values.show(values.field(setting.tls, "mode"))}} if {
	some setting in meshes.destination_tls
	not values.field(setting.tls, "mode") in {"SIMPLE", "MUTUAL", "ISTIO_MUTUAL"}
}
