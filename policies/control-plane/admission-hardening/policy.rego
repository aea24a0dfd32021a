# METADATA
# title: Admission plugins that narrow what users can do should be on
# description: >-
#   AlwaysPullImages keeps a pod from running a private image that another pod left on the node, DenyServiceExternalIPs
#   keeps Services from taking traffic of addresses that are not theirs (CVE-2020-8554), and EventRateLimit keeps one
#   client from flooding the API server with events. None of them is on by default.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [284]
#   remediation: >-
#     Add the plugin to --enable-admission-plugins; EventRateLimit needs --admission-control-config-file, too. With
#     AlwaysPullImages no pod starts while its registry is out of reach.
#   message: "kube-apiserver: the admission plugin {plugin} is not on"
#   tags: []
#   aliases: []
#   parameters:
#     plugins:
#       description: The plugins that should be on.
#       default: [AlwaysPullImages, DenyServiceExternalIPs, EventRateLimit]
#       schema: { type: array, minItems: 1, uniqueItems: true, items: { type: string, pattern: "^[A-Z][A-Za-z]+$" } }
#       bound:
#         description: must have one of the three defaults in it
#         contains: { enum: [AlwaysPullImages, DenyServiceExternalIPs, EventRateLimit] }
package touchstone["control-plane"]["admission-hardening"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["enable-admission-plugins"], fail)

_plugins := data.touchstone.parameters["control-plane/admission-hardening"].plugins

_enabled := {plugin | some plugin in control_plane.items("enable-admission-plugins")}

_disabled := {plugin | some plugin in control_plane.items("disable-admission-plugins")}

fail contains control_plane.failure("enable-admission-plugins", {"plugin": plugin}) if {
	input.component == "kube-apiserver"
	not input.elsewhere
	some plugin in _plugins
	not plugin in (_enabled - _disabled)
}
