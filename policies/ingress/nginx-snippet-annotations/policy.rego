# METADATA
# title: Ingresses must not put snippets into the configuration of NGINX
# description: >-
#   Snippets are copied into the configuration of the controller as they are. Whoever may write an Ingress can read
#   the token of the controller with them, and with that often every Secret of the cluster, or run code in it
#   (CVE-2021-25742). ingress-nginx refuses them by default for that reason.
# related_resources:
#   - https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/
#   - https://github.com/kubernetes/kubernetes/issues/126811
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [94]
#   remediation: >-
#     Use the annotation that does the same, or settings of the controller that its owners look after, and leave
#     allow-snippet-annotations off.
#   message: "the annotation {annotation} writes into the configuration of NGINX"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_153
package touchstone.ingress["nginx-snippet-annotations"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests

not_applicable contains ingresses.other

_snippets := {
	"auth-snippet",
	"configuration-snippet",
	"location-snippets",
	"modsecurity-snippet",
	"server-snippet",
	"server-snippets",
	"stream-snippet",
}

fail contains {"path": ["metadata", "annotations", name], "details": {"annotation": name}} if {
	some name, snippet in manifests.annotations
	[_, annotation] := split(name, "/")
	annotation in _snippets
	not snippet in [null, ""]
}
