# METADATA
# title: Issuers must not sign certificates with their own keys
# description: >-
#   An issuer of the kind selfSigned gives each certificate nobody's word but its own: clients can only be told
#   to trust each single one, or to verify none. It is meant for one purpose, the root of an authority of one's
#   own; for that one Certificate an exception can be made.
# related_resources:
#   - https://cert-manager.io/docs/configuration/selfsigned/
# custom:
#   severity: low
#   kinds: [object]
#   resources: [Issuer, ClusterIssuer]
#   optional: true
#   cwe: []
#   remediation: >-
#     Issue certificates with an authority: ca, vault, venafi or acme.
#   message: "the issuer signs every certificate with the certificate's own key"
#   tags: []
#   aliases: []
package touchstone["cert-manager"]["self-signed-issuer"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_issuer

fail contains {"path": ["spec", "selfSigned"], "details": {}} if values.field(issuing.spec, "selfSigned") != null
