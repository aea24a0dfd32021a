# METADATA
# title: Webhooks of the API server must be in the cluster
# description: >-
#   The API server sends a webhook whole objects, Secrets with their values among them, and does what it answers. At a
#   url outside the cluster they leave it, and whoever runs the server, or its name, decides what is admitted and how
#   stored objects are converted. Loopback addresses, as those of a control plane's own webhooks, and names of Services
#   are not judged.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#url
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [CustomResourceDefinition, MutatingWebhookConfiguration, ValidatingWebhookConfiguration]
#   optional: true
#   cwe: [829]
#   remediation: >-
#     Run the webhook in the cluster, and name its Service in clientConfig.service with a caBundle.
#   message: "{what} is asked at {host}"
#   tags: []
#   aliases: []
package touchstone.admission["webhook-url"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values
import data.touchstone.lib.webhooks

not_applicable contains "the object configures no webhook of the API server" if {
	not webhooks.is_configuration
	not _converts
}

fail contains {
	"path": ["webhooks", index, "clientConfig", "url"],
	"details": {"what": concat(" ", ["webhook", values.name(webhook, index)]), "host": _host(url)},
} if {
	webhooks.is_configuration
	some index, webhook in webhooks.webhooks
	url := values.field(values.field(webhook, "clientConfig"), "url")
	not url in [null, ""]
	not _is_inside(_host(url))
}

fail contains {
	"path": ["spec", "conversion", "webhook", "clientConfig", "url"],
	"details": {"what": "the conversion of the kind", "host": _host(url)},
} if {
	_converts
	url := values.field(values.field(_conversion, "clientConfig"), "url")
	not url in [null, ""]
	not _is_inside(_host(url))
}

_converts if {
	manifests.is("apiextensions.k8s.io", "CustomResourceDefinition")
	_conversion != null
}

_conversion := values.field(values.field(values.field(input, "spec"), "conversion"), "webhook")

# Neither the path, which may hold a secret, nor the port.
_host(url) := "what is no address" if not is_string(url)

_host(url) := "an address without https" if {
	is_string(url)
	not startswith(url, _scheme)
}

_host(url) := _name(split(trim_prefix(url, _scheme), "/")[0]) if startswith(url, _scheme)

_scheme := "https://"

_name(authority) := split(authority, ":")[0] if not startswith(authority, "[")

_name(authority) := trim(split(authority, "]:")[0], "[]") if startswith(authority, "[")

_is_inside(host) if {
	some end in [".svc", ".svc.cluster.local"]
	endswith(host, end)
}

_is_inside(host) if host in ["localhost", "::1"]

_is_inside(host) if {
	startswith(host, "127.")
	count(split(host, ".")) == 4
}
