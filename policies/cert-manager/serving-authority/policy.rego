# METADATA
# title: A server's certificate must not be an authority
# description: >-
#   With isCA a certificate may sign others. One that stands in a pod to serve a name, and may sign as well,
#   makes an authority of whoever takes over that pod: it can then answer for every name that clients trust this
#   authority with.
# related_resources:
#   - https://cert-manager.io/docs/usage/certificate/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Leave isCA out of certificates that serve names, and sign them with an authority whose key no workload
#     mounts.
#   message: "the certificate is an authority, and serves {what}"
#   tags: []
#   aliases: []
package touchstone["cert-manager"]["serving-authority"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_certificate

fail contains {"path": ["spec", "isCA"], "details": {"what": "names or addresses"}} if {
	_is_authority
	some field in ["dnsNames", "ipAddresses", "uris"]
	not values.field(issuing.spec, field) in [null, []]
}

fail contains {"path": ["spec", "isCA"], "details": {"what": usage}} if {
	_is_authority
	some usage in values.entries(values.field(issuing.spec, "usages"))
	usage in {"server auth", "client auth"}
}

_is_authority if not values.is_off(values.field(issuing.spec, "isCA"))
