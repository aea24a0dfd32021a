# METADATA
# title: Ingresses must serve every host with TLS
# description: >-
#   Without TLS, passwords, cookies and answers cross the Internet in clear text, and whoever is on the way can read
#   and change them. A host that no entry of spec.tls names is served in the clear, or with a certificate that no
#   browser accepts. Controllers that get their certificate by an annotation, or pass TLS through, count as TLS.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Name the host in spec.tls together with the Secret that holds its certificate; cert-manager and the clouds can
#     issue one.
#   message: "{host} is served without TLS"
#   tags: []
#   aliases:
#     - polaris:tlsSettingsMissing
package touchstone.ingress["without-tls"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.values

not_applicable contains ingresses.other

fail contains {"path": ["spec", "tls"], "details": {"host": _name(rule.host)}} if {
	not ingresses.has_tls_elsewhere
	some rule in ingresses.rules
	not ingresses.has_tls(rule.host)
}

fail contains {"path": ["spec", "tls"], "details": {"host": "the default backend"}} if {
	not ingresses.has_tls_elsewhere
	ingresses.rules == []
	not ingresses.has_tls("")
}

_name("") := "every host"

_name(host) := values.show(host) if host != ""
