# METADATA
# title: Admission plugins that protect the cluster must be on
# description: >-
#   Admission plugins are the last word on a request. NodeRestriction keeps a kubelet from changing other nodes and
#   their pods, ServiceAccount gives pods an account that exists, NamespaceLifecycle keeps objects out of namespaces
#   that are being deleted, and PodSecurity enforces the standards that namespaces name. AlwaysAdmit, which was there
#   before all of these, lets everything through.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [862]
#   remediation: >-
#     Add NodeRestriction to --enable-admission-plugins, take the others out of --disable-admission-plugins, and leave
#     AlwaysAdmit out.
#   message: "kube-apiserver: the admission plugin {plugin} {problem}"
#   tags: []
#   aliases: []
#   parameters:
#     required:
#       description: The plugins that must be on, whether by name or because they are on by default.
#       default: [NamespaceLifecycle, NodeRestriction, PodSecurity, ServiceAccount]
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[A-Z][A-Za-z]+$" } }
#       bound:
#         description: must have NodeRestriction and ServiceAccount in it
#         allOf: [{ contains: { const: NodeRestriction } }, { contains: { const: ServiceAccount } }]
package touchstone["control-plane"]["admission-plugins"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["enable-admission-plugins"], fail)

_required := data.touchstone.parameters["control-plane/admission-plugins"].required

# Those that are on without being named, of the ones that somebody may require.
_by_default := {
	"CertificateApproval", "CertificateSigning", "CertificateSubjectRestriction", "DefaultIngressClass", "DefaultStorageClass",
	"DefaultTolerationSeconds", "LimitRanger", "MutatingAdmissionWebhook", "NamespaceLifecycle",
	"PersistentVolumeClaimResize", "PodSecurity", "Priority", "ResourceQuota", "RuntimeClass", "ServiceAccount",
	"StorageObjectInUseProtection", "TaintNodesByCondition", "ValidatingAdmissionPolicy", "ValidatingAdmissionWebhook",
}

_enabled := {plugin | some flag in ["enable-admission-plugins", "admission-control"]; some plugin in control_plane.items(flag)}

_disabled := {plugin | some plugin in control_plane.items("disable-admission-plugins")}

fail contains control_plane.failure("enable-admission-plugins", {"plugin": "AlwaysAdmit", "problem": "lets everything through"}) if {
	input.component == "kube-apiserver"
	"AlwaysAdmit" in _enabled
}

fail contains control_plane.failure("disable-admission-plugins", {"plugin": plugin, "problem": "is switched off"}) if {
	input.component == "kube-apiserver"
	some plugin in _required
	plugin in _disabled
}

fail contains control_plane.failure("enable-admission-plugins", {"plugin": plugin, "problem": "is not on"}) if {
	input.component == "kube-apiserver"
	not input.elsewhere
	some plugin in _required
	not plugin in _disabled
	not plugin in _enabled
	not plugin in _by_default
}
