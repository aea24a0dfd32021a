# METADATA
# title: Renewal must make a new key
# description: >-
#   A certificate that is renewed with the same key gives whoever has copied the key another lease of time, as
#   often as it is renewed. cert-manager makes a new one with the rotation policy Always, which is its default
#   since version 1.18; before, the key was kept.
# related_resources:
#   - https://cert-manager.io/docs/usage/certificate/#the-rotationpolicy-setting
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Certificate]
#   optional: true
#   cwe: [324]
#   remediation: >-
#     Set spec.privateKey.rotationPolicy to Always.
#   message: "the rotation policy is {policy}"
#   tags: []
#   aliases: []
package touchstone["cert-manager"]["key-kept-at-renewal"]

import data.touchstone.lib.issuing
import data.touchstone.lib.values

not_applicable contains issuing.no_certificate

_policy := values.field(values.field(issuing.spec, "privateKey"), "rotationPolicy")

fail contains {"path": ["spec", "privateKey", "rotationPolicy"], "details": {"policy": values.show(_policy)}} if _policy != "Always"
