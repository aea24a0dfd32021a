# METADATA
# title: Endpoints must accept only the cipher suites of a profile
# description: >-
#   Guidance lists the suites that a server should have, and leaves out those that are not broken yet but have a history of
#   attacks: CBC with its padding oracles, keys that are exchanged without forward secrecy, checksums that are cut. Defaults
#   of servers accept many more than any client of today needs.
# related_resources:
#   - https://wiki.mozilla.org/Security/Server_Side_TLS
#   - https://csrc.nist.gov/pubs/sp/800/52/r2/final
# custom:
#   severity: medium
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Name the suites of the profile in the server's settings, in place of its defaults. Clients that know none of the
#     suites that are left can no longer connect.
#   message: "{endpoint} accepts {count} suites outside of {profile}: {suites}"
#   tags: []
#   aliases: []
#   parameters:
#     profile:
#       description: Whose list counts; docs/tls.md has all three.
#       default: mozilla-intermediate
#       schema: { enum: [mozilla-modern, mozilla-intermediate, nist-sp-800-52r2] }
package touchstone.tls["unlisted-cipher"]

import data.touchstone.lib.tls
import data.touchstone.lib.tls_profiles

_profile := data.touchstone.parameters["tls/unlisted-cipher"].profile

not_applicable contains reason if some reason in tls.unjudged({"protocols", "suites"}, _is_faulty)

fail contains {"path": [], "details": details} if {
	_is_faulty
	details := {
		"endpoint": tls.called,
		"count": count(_unlisted),
		"profile": _profile,
		"suites": tls.listed(_unlisted),
	}
}

default _is_faulty := false

_is_faulty if count(_unlisted) > 0

_unlisted := {suite.name | some suite in input.suites} - tls_profiles.profiles[_profile].suites
