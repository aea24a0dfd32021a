# METADATA
# title: Prometheus must not send credentials over plain http
# description: >-
#   A token or a password that goes along with a request over http can be read by whoever is on the way. The token of
#   Prometheus' own account is often one that may read much of the cluster.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: [319, 522]
#   remediation: Ask over https, or leave the credential out where the target does not want one.
#   message: "{what} is sent a credential ({credentials}) over plain http"
#   tags: []
#   aliases: []
package touchstone.monitoring["scrape-credentials-in-clear"]

_targets := [target |
	input.type in {"scrape", "prometheus"}
	some target in input.targets
]

not_applicable contains "it asks nobody" if count(_targets) == 0

fail contains {"path": target.path, "details": details} if {
	some target in _targets
	target.scheme == "http"
	count(target.credentials) > 0
	what := trim_space(concat(" ", [target.role, target.name]))
	details := {"what": what, "credentials": concat(", ", target.credentials)}
}
