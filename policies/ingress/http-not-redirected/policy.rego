# METADATA
# title: Ingresses with TLS must send HTTP on to HTTPS
# description: >-
#   Controllers answer a request without TLS with a redirect when the host has a certificate, unless an annotation
#   says otherwise. Without the redirect, everybody who types the name of the host, or follows an old link, stays on
#   HTTP, with passwords and cookies, and whoever is on the way can read and change them. The annotations of NGINX,
#   HAProxy and of the AWS load balancer controller are judged; that controller redirects only when it is told to.
# related_resources:
#   - https://kubernetes.github.io/ingress-nginx/user-guide/tls/#server-side-https-enforcement-through-redirect
#   - https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl-redirect
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Remove the annotation that switches the redirect off; for the AWS load balancer controller set
#     alb.ingress.kubernetes.io/ssl-redirect to 443.
#   message: "the Ingress has TLS, and HTTP is served beside it: {annotation} is {value}"
#   caution: Clients that do not follow redirects, and health checks over HTTP, get a redirect instead of an answer.
#   tags: []
#   aliases: []
package touchstone.ingress["http-not-redirected"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains ingresses.other

not_applicable contains "the Ingress has no TLS that it could be redirected to" if {
	values.field(ingresses.spec, "tls") in [null, []]
	not _listens
}

_switches := {
	"haproxy-ingress.github.io/ssl-redirect": [],
	"haproxy.org/ssl-redirect": [],
	"ingress.kubernetes.io/ssl-redirect": [],
	"nginx.ingress.kubernetes.io/ssl-redirect": ["nginx.ingress.kubernetes.io/force-ssl-redirect"],
}

fail contains {
	"path": ["metadata", "annotations", name],
	"details": {"annotation": name, "value": "false"},
	"fix": {"remove": true},
} if {
	some name, stronger in _switches
	manifests.annotations[name] in ["false", false]
	not _is_on(stronger)
}

fail contains {
	"path": ["metadata", "annotations", _listen],
	"details": {"annotation": _listen, "value": "for both, without a redirect"},
} if {
	_listens
	contains(manifests.annotations[_listen], `"HTTP"`)
	values.field(manifests.annotations, "alb.ingress.kubernetes.io/ssl-redirect") in [null, ""]
	not _has_action
}

_is_on(names) if {
	some name in names
	manifests.annotations[name] in ["true", true]
}

_listen := "alb.ingress.kubernetes.io/listen-ports"

_listens if contains(manifests.annotations[_listen], `"HTTPS"`)

# How it was done before there was an annotation for it: an action that the rules name.
_has_action if {
	some name, action in manifests.annotations
	startswith(name, "alb.ingress.kubernetes.io/actions.")
	contains(action, "HTTPS")
}
