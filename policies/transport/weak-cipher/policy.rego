# METADATA
# title: Lists of ciphers must not let broken ones in
# description: >-
#   Ciphers without encryption or authentication, those of the days of export restrictions, and RC4, DES, 3DES,
#   SEED, IDEA and MD5 can be broken, or give no protection at all. OpenSSL's words LOW, MEDIUM, ALL and EXPORT
#   stand for groups that have such ciphers, unless the list takes them out again. Only lists that somebody
#   wrote are judged; without one the library chooses.
# related_resources:
#   - https://wiki.mozilla.org/Security/Server_Side_TLS
#   - https://docs.openssl.org/master/man1/openssl-ciphers/
# custom:
#   severity: high
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     List the ciphers of Mozilla's intermediate profile by their names, or take weak ones out with
#     !aNULL:!eNULL:!RC4:!3DES:!MD5.
#   message: "{part} lets weak ciphers in with {cipher} ({file})"
#   tags: []
#   aliases: []
package touchstone.transport["weak-cipher"]

import data.touchstone.lib.transports

not_applicable contains "nobody has written a list of ciphers" if not _is_written

_is_written if input.ciphers.source == "written"

fail contains {"path": ["ciphers"], "details": object.union(transports.details, {"cipher": part})} if {
	some part in input.ciphers.value
	transports.is_weak(part, input.ciphers.value)
}
