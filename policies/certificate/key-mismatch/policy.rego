# METADATA
# title: A private key must belong to the certificate beside it
# description: >-
#   A server that is given a key and a certificate which do not belong together does not start, or keeps the old ones until
#   it is started again. It happens when one of the two was renewed and the other one was not.
# custom:
#   severity: high
#   kinds: [certificate]
#   resources: [Certificate]
#   optional: true
#   cwe: []
#   remediation: >-
#     Put the key and the certificate in place that were made together.
#   message: "the private key beside the certificate {certificate} is not its own ({place})"
#   tags: []
#   aliases: []
package touchstone.certificate["key-mismatch"]

import data.touchstone.lib.certificates

not_applicable contains "there is no private key beside it that can be read" if input.keyMatches == null

fail contains {"path": [], "details": certificates.details} if input.keyMatches == false
