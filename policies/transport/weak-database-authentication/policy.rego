# METADATA
# title: PostgreSQL must authenticate clients by strong methods
# description: >-
#   trust lets everybody in who reaches the port, ident believes what the client's own machine says, password
#   sends the password as it is, and md5 keeps it in a form that can be used without being broken. PostgreSQL
#   has deprecated md5 in favour of scram-sha-256. Lines for sockets and addresses of the server itself are not
#   judged.
# related_resources:
#   - https://www.postgresql.org/docs/current/auth-password.html
#   - https://www.postgresql.org/docs/current/auth-trust.html
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [287]
#   remediation: >-
#     Use scram-sha-256 or cert in pg_hba.conf, set password_encryption to scram-sha-256, and let users set their
#     passwords anew. Drivers that do not know SCRAM, and users whose passwords are kept as MD5, cannot log in.
#   message: "{what} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["weak-database-authentication"]

import data.touchstone.lib.transports

not_applicable contains "the settings say nothing of authentication" if {
	input.passwordEncryption == null
	count(input.access) == 0
}

_weak := {"ident", "md5", "password", "trust"}

fail contains {"path": ["access", index], "details": object.union(transports.details, {
	"what": concat(" ", ["clients from", rule.address, "authenticate by", rule.method]),
})} if {
	some index, rule in input.access
	not rule.local
	rule.method in _weak
}

fail contains {"path": ["passwordEncryption"], "details": object.union(transports.details, {
	"what": concat("", ["new passwords are kept as ", input.passwordEncryption.value]),
})} if {
	input.passwordEncryption != null
	input.passwordEncryption.value != "scram-sha-256"
}
