# METADATA
# title: DestinationRules must verify the servers that they lead to
# description: >-
#   With the modes SIMPLE and MUTUAL Istio verifies a server by the authorities in caCertificates or in the
#   Secret that credentialName names. Without either, older versions verify nothing, and newer ones take every
#   authority of the system; insecureSkipVerify switches verification off outright.
# related_resources:
#   - https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
# custom:
#   severity: high
#   kinds: [object]
#   resources: [DestinationRule]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Name the authority in caCertificates or credentialName, and remove insecureSkipVerify.
#   message: "{what}"
#   tags: []
#   aliases: []
package touchstone.mesh["destination-not-verified"]

import data.touchstone.lib.meshes
import data.touchstone.lib.values

not_applicable contains meshes.no_destination_rule

not_applicable contains "no server is verified by its own settings" if {
	every setting in meshes.destination_tls { not values.field(setting.tls, "mode") in {"SIMPLE", "MUTUAL"} }
}

fail contains {"path": array.concat(setting.path, ["insecureSkipVerify"]), "details": {"what": "verification is switched off"}} if {
	some setting in meshes.destination_tls
	not values.is_off(values.field(setting.tls, "insecureSkipVerify"))
}

fail contains {"path": setting.path, "details": {"what": "no authority is named by which servers are verified"}} if {
	some setting in meshes.destination_tls
	values.field(setting.tls, "mode") in {"SIMPLE", "MUTUAL"}
	every name in ["caCertificates", "credentialName"] { values.field(setting.tls, name) in [null, ""] }
}
