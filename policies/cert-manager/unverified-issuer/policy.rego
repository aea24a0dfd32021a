# METADATA
# title: Issuers must verify the authority that they ask
# description: >-
#   An issuer that does not verify its authority, or talks to it without TLS, takes certificates and sends
#   credentials to whoever answers. With its account he can have certificates issued for the names of the
#   system.
# related_resources:
#   - https://cert-manager.io/docs/configuration/acme/
#   - https://cert-manager.io/docs/configuration/vault/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Issuer, ClusterIssuer]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Remove skipTLSVerify, name the authority's own root in caBundle, and use an address with https://.
#   message: "{what}"
#   tags: []
#   aliases: []
package touchstone["cert-manager"]["unverified-issuer"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_issuer

not_applicable contains "the issuer asks nobody" if {
	every name in ["acme", "vault", "venafi"] { values.field(issuing.spec, name) == null }
}

fail contains {"path": ["spec", "acme", "skipTLSVerify"], "details": {"what": "the certificate of the ACME server is not verified"}} if {
	not values.is_off(values.field(values.field(issuing.spec, "acme"), "skipTLSVerify"))
}

_addresses := [
	{"path": ["spec", "acme", "server"], "value": values.field(values.field(issuing.spec, "acme"), "server")},
	{"path": ["spec", "vault", "server"], "value": values.field(values.field(issuing.spec, "vault"), "server")},
	{"path": ["spec", "venafi", "tpp", "url"], "value": values.field(values.field(values.field(issuing.spec, "venafi"), "tpp"), "url")},
]

fail contains {"path": address.path, "details": {"what": "the authority is asked without TLS"}} if {
	some address in _addresses
	address.value != null
	not _has_tls(address.value)
}

_has_tls(value) if startswith(lower(value), "https://")

# The address of Venafi may be a name alone, which is asked with TLS.
_has_tls(value) if {
	is_string(value)
	not contains(value, "://")
}
