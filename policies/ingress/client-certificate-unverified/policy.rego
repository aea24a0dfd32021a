# METADATA
# title: Client certificates must be verified where they are asked for
# description: >-
#   An Ingress that names an authority for client certificates, and sets auth-tls-verify-client to off or to
#   optional_no_ca, asks for a certificate that nobody issued, or for none. Who reads the Ingress, or the header with
#   the subject behind it, takes the client for authenticated. The value optional, which verifies what is sent, is not
#   judged.
# related_resources:
#   - https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#client-certificate-authentication
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Set nginx.ingress.kubernetes.io/auth-tls-verify-client to on, or remove it: on is the default.
#   message: "client certificates are not verified: auth-tls-verify-client is {value}"
#   caution: Clients without a certificate of that authority are refused.
#   tags: []
#   aliases: []
package touchstone.ingress["client-certificate-unverified"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains ingresses.other

not_applicable contains "the Ingress asks for no client certificate" if {
	values.field(manifests.annotations, "nginx.ingress.kubernetes.io/auth-tls-secret") in [null, ""]
}

_annotation := "nginx.ingress.kubernetes.io/auth-tls-verify-client"

# The controller reads what it does not know as on.
fail contains {
	"path": ["metadata", "annotations", _annotation],
	"details": {"value": values.show(value)},
	"fix": {"set": "on"},
} if {
	some value in values.entries(values.field(manifests.annotations, _annotation))
	value in ["off", "optional_no_ca", false]
}
