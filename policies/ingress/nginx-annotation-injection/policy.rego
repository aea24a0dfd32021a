# METADATA
# title: Annotations must not break out of the configuration of NGINX
# description: >-
#   ingress-nginx writes some annotations into its configuration, and versions before 1.11.5 and 1.12.1 did so with
#   whatever they hold: a semicolon, a brace or a new line ends the directive, and what follows is configuration of its
#   own. It reads the token of the controller, and with that often every Secret of the cluster, or runs code
#   (CVE-2025-24514, CVE-2025-1097, CVE-2025-1098, CVE-2023-5044). None of these characters belongs there. That the
#   annotations are used at all is not judged.
# related_resources:
#   - https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/
#   - https://github.com/kubernetes/kubernetes/issues/131006
#   - https://github.com/kubernetes/kubernetes/issues/131007
#   - https://github.com/kubernetes/kubernetes/issues/131008
# custom:
#   severity: critical
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [74]
#   remediation: >-
#     Find out who wrote the annotation and why, remove it, and run a version of the controller that checks annotations.
#   message: "the annotation {annotation} holds characters that end a directive of NGINX"
#   tags: []
#   aliases: []
package touchstone.ingress["nginx-annotation-injection"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains ingresses.other

_prefix := "nginx.ingress.kubernetes.io/"

# A pattern of a common name may hold braces.
_endings := {
	"auth-signin": [";", "{", "}", "\n", "\r"],
	"auth-tls-error-page": [";", "{", "}", "\n", "\r"],
	"auth-tls-match-cn": [";", "\n", "\r"],
	"auth-url": [";", "{", "}", "\n", "\r"],
	"mirror-host": [";", "{", "}", "\n", "\r"],
	"mirror-target": [";", "{", "}", "\n", "\r"],
	"permanent-redirect": [";", "{", "}", "\n", "\r"],
	"rewrite-target": [";", "{", "}", "\n", "\r"],
	"temporal-redirect": [";", "{", "}", "\n", "\r"],
	"upstream-vhost": [";", "{", "}", "\n", "\r"],
}

fail contains {"path": ["metadata", "annotations", name], "details": {"annotation": name}} if {
	some name, value in manifests.annotations
	startswith(name, _prefix)
	some ending in _endings[substring(name, count(_prefix), -1)]
	some text in values.entries(value)
	is_string(text)
	contains(trim_space(text), ending)
}
