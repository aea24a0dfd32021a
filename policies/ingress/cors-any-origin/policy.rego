# METADATA
# title: Ingresses must not allow every origin
# description: >-
#   With CORS switched on and no origin named, or with *, any web page may have its visitors' browsers call the service
#   and read the answers. A service that trusts the network of its clients, as inside a company, is then open to every
#   page that they visit. The annotations of ingress-nginx and of HAProxy are judged.
# related_resources:
#   - https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors
#   - https://owasp.org/www-community/attacks/CORS_OriginHeaderScrutiny
# custom:
#   severity: low
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [942]
#   remediation: >-
#     Name the origins that may call the service in cors-allow-origin, or remove enable-cors. Take an exception for a
#     public API.
#   message: "every origin may read the answers: {annotation} is {value}"
#   tags: []
#   aliases: []
package touchstone.ingress["cors-any-origin"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains ingresses.other

_switches := {
	"haproxy.org/cors-enable": "haproxy.org/cors-allow-origin",
	"nginx.ingress.kubernetes.io/enable-cors": "nginx.ingress.kubernetes.io/cors-allow-origin",
}

fail contains {
	"path": ["metadata", "annotations", annotation],
	"details": {"annotation": annotation, "value": values.show(origins)},
} if {
	some switch, annotation in _switches
	manifests.annotations[switch] in ["true", true]
	origins := values.field(manifests.annotations, annotation)
	not _are_named(origins)
}

_are_named(origins) if {
	is_string(origins)
	trim_space(origins) != ""
	every origin in split(origins, ",") {
		trim_space(origin) != "*"
	}
}
