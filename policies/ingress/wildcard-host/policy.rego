# METADATA
# title: Ingresses must name their hosts
# description: >-
#   A rule without a host, or with one such as *.example.com, takes requests for names that nobody thought of: those
#   of other teams that have no rule of their own yet, and those that somebody points at the cluster. It can take
#   traffic that was meant for others, and cookies with it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [Ingress]
#   optional: true
#   cwe: [441]
#   remediation: >-
#     Name each host in full, in a rule of its own. Take an exception for previews and tenants that do need a
#     wildcard.
#   message: "a rule of the Ingress is for {host}"
#   tags: []
#   aliases: []
package touchstone.ingress["wildcard-host"]

import data.touchstone.lib.ingresses
import data.touchstone.lib.values

not_applicable contains ingresses.other

fail contains {"path": ["spec", "rules", rule.index, "host"], "details": {"host": _name(rule.host)}} if {
	some rule in ingresses.rules
	not _is_name(rule.host)
}

_is_name(host) if {
	is_string(host)
	host != ""
	not contains(host, "*")
}

_name("") := "every host"

_name(host) := values.show(host) if host != ""
