# METADATA
# title: Audit policies must not record what Secrets hold
# description: >-
#   The levels Request and RequestResponse write the bodies of requests and answers into the log: for Secrets, tokens
#   and reviews of tokens that is the secret itself, in the clear, wherever logs go. ConfigMaps often hold what should
#   have been a Secret.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [Policy]
#   optional: true
#   cwe: [532]
#   remediation: >-
#     Put a rule of level Metadata for secrets, configmaps, serviceaccounts/token and tokenreviews before the rules
#     that record bodies.
#   message: "the audit log gets the contents of {resource}: a rule of level {level} decides"
#   tags: []
#   aliases: []
package touchstone.audit["secret-bodies"]

import data.touchstone.lib.audit

not_applicable contains audit.unjudged[_]

fail contains {"path": ["rules", index], "details": {"resource": resource, "level": rule.level}} if {
	count(audit.unjudged) == 0
	some index, rule in input.rules
	rule.level in {"Request", "RequestResponse"}
	some resource, meant in _secret
	some verb in ["create", "update", "patch", "get", "list"]
	some asked in audit.as_meant(rule, verb, meant.group, meant.resource)
	audit.decides(asked) == index
}

_secret := {
	"secrets": {"group": "", "resource": "secrets"},
	"configmaps": {"group": "", "resource": "configmaps"},
	"tokens of service accounts": {"group": "", "resource": "serviceaccounts/token"},
	"reviews of tokens": {"group": "authentication.k8s.io", "resource": "tokenreviews"},
}
