# METADATA
# title: PostgreSQL must refuse connections without TLS
# description: >-
#   PostgreSQL with ssl = on still takes connections without TLS: only pg_hba.conf can demand it, with lines of
#   the type hostssl. A line of the type host lets clients connect either way, and most drivers fall back to
#   clear text when TLS does not work. Lines for the server itself, those that reject, and those that stand
#   after a line which rejects everybody without TLS are fine.
# related_resources:
#   - https://www.postgresql.org/docs/current/auth-pg-hba-conf.html
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [319]
#   remediation: >-
#     Write hostssl where host and hostnossl stand, and reject what is left with a line hostnossl all all all
#     reject.
#   message: "a line of the type {type} for {address} takes connections without TLS ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["database-plaintext-accepted"]

import data.touchstone.lib.transports

not_applicable contains transports.other_than({"access"})

_open := {"host", "hostnossl", "hostnogssenc"}

fail contains {"path": ["access", index], "details": object.union(transports.details, {"type": rule.type, "address": rule.address})} if {
	some index, rule in input.access
	rule.type in _open
	not rule.local
	rule.method != "reject"
	not _is_shielded(index)
}

# The first line that fits decides.
_is_shielded(index) if {
	some earlier, rule in input.access
	earlier < index
	rule.type == "hostnossl"
	rule.method == "reject"
	rule.databases == ["all"]
	rule.users == ["all"]
	rule.address == "all"
}
