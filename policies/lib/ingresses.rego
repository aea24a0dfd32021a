# METADATA
# description: Ingresses, of the old API groups as well, and what they say of TLS.
package touchstone.lib.ingresses

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The reason why a check has nothing to say of an object that is no Ingress.
other := "the object is no Ingress" if not _is_ingress

_is_ingress if manifests.is("networking.k8s.io", "Ingress")

_is_ingress if manifests.is("extensions", "Ingress")

# METADATA
# description: The spec, null when there is none.
spec := values.field(input, "spec")

# METADATA
# description: Each rule with its place and its host, "" for a rule that is for every host.
rules := [{"index": index, "host": _host(rule)} |
	some index, rule in values.entries(values.field(spec, "rules"))
]

_host(rule) := "" if values.field(rule, "host") == null

else := rule.host

# Controllers that have the certificate, or that leave TLS to the program behind them, are told so by an annotation.
_elsewhere := {
	"alb.ingress.kubernetes.io/certificate-arn",
	"appgw.ingress.kubernetes.io/appgw-ssl-certificate",
	"ingress.gcp.kubernetes.io/pre-shared-cert",
	"networking.gke.io/managed-certificates",
}

_switches := {
	"haproxy.org/ssl-passthrough",
	"ingress.kubernetes.io/ssl-passthrough",
	"nginx.ingress.kubernetes.io/ssl-passthrough",
	"traefik.ingress.kubernetes.io/router.tls",
}

# METADATA
# description: Whether an annotation says that TLS is taken care of.
has_tls_elsewhere if {
	some name in _elsewhere
	not manifests.annotations[name] in [null, "", false]
}

has_tls_elsewhere if {
	some name in _switches
	manifests.annotations[name] in ["true", true]
}

# METADATA
# description: Whether an entry of spec.tls is for the host. One without hosts is for all.
has_tls(host) if {
	some entry in spec.tls
	is_object(entry)
	_covers(entry, host)
}

_covers(entry, _) if values.field(entry, "hosts") in [null, []]

_covers(entry, host) if host in entry.hosts

# A rule without a host, and a wildcard, need some entry with hosts at least.
_covers(_, "")

_covers(entry, host) if {
	some pattern in entry.hosts
	startswith(pattern, "*.")
	labels := split(host, ".")
	concat(".", array.concat(["*"], array.slice(labels, 1, count(labels)))) == pattern
}
