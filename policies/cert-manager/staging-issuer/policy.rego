# METADATA
# title: Issuers must not be those for tests
# description: >-
#   The staging servers of ACME authorities sign with roots that no client trusts. Whoever uses their
#   certificates has taught clients to verify nothing, or visitors to click warnings away.
# related_resources:
#   - https://letsencrypt.org/docs/staging-environment/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Issuer, ClusterIssuer]
#   optional: true
#   cwe: []
#   remediation: >-
#     Use the authority's production server, once everything works with staging.
#   message: "the server is {server}"
#   tags: []
#   aliases: []
package touchstone["cert-manager"]["staging-issuer"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_issuer

not_applicable contains "the issuer does not speak ACME" if values.field(issuing.spec, "acme") == null

_server := values.field(issuing.spec.acme, "server")

fail contains {"path": ["spec", "acme", "server"], "details": {"server": values.show(_server)}} if not _is_real

_is_real if {
	is_string(_server)
	_server != ""
	not regex.match(`(?i)(staging|\bpebble\b|\blocalhost\b|127\.0\.0\.1)`, _server)
}
