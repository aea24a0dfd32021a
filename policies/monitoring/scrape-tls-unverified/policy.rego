# METADATA
# title: Prometheus must verify whom it asks
# description: >-
#   With the check of the certificate off, whoever answers in the place of a target is believed: the numbers that alerts
#   rest on can be made up, and a token that is sent along can be taken. The same goes for Alertmanagers and remote
#   storage.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Take insecureSkipVerify out, and name the authority of the certificate (`ca`, `ca_file`) and its `serverName`.
#   message: "{what} does not have its certificate verified"
#   tags: []
#   aliases: []
package touchstone.monitoring["scrape-tls-unverified"]

_targets := [target |
	input.type in {"scrape", "prometheus"}
	some target in input.targets
]

not_applicable contains "it asks nobody" if count(_targets) == 0

fail contains {"path": target.path, "details": {"what": trim_space(concat(" ", [target.role, target.name]))}} if {
	some target in _targets
	target.insecureSkipVerify == true
}
