# METADATA
# title: Lists of ciphers must keep to a recognised profile
# description: >-
#   Guidance such as Mozilla's intermediate profile and NIST SP 800-52 Rev. 2 names the suites that have forward
#   secrecy and authenticated encryption. A list that names others, or leaves the choice to a word such as HIGH,
#   allows what the guidance does not: today's library may choose well, and the next one may not. Only lists
#   that somebody wrote are judged, and none where TLS 1.3 is the only version, because its suites are all good.
# related_resources:
#   - https://wiki.mozilla.org/Security/Server_Side_TLS
#   - https://ssl-config.mozilla.org/
#   - https://csrc.nist.gov/pubs/sp/800/52/r2/final
# custom:
#   severity: low
#   kinds: [transport]
#   resources: [Transport]
#   optional: true
#   cwe: [326]
#   remediation: >-
#     Write the suites of the profile by their names; Mozilla's generator of configurations has the line for
#     each server.
#   message: "{count} of the {all} parts of the ciphers of {part}, such as {cipher}, are outside of {profile} ({file})"
#   tags: []
#   aliases: []
#   parameters:
#     profile:
#       description: The profile that lists have to keep to.
#       default: mozilla-intermediate
#       schema: { enum: [mozilla-modern, mozilla-intermediate, nist-sp-800-52r2] }
package touchstone.transport["cipher-outside-profile"]

import data.touchstone.lib.tls_profiles
import data.touchstone.lib.transports

_profile := data.touchstone.parameters["transport/cipher-outside-profile"].profile

not_applicable contains "nobody has written a list of ciphers" if not _is_written

not_applicable contains "TLS 1.3 is the only version" if input.protocols.value == ["TLSv1.3"]

_is_written if input.ciphers.source == "written"

_added := [part | some part in input.ciphers.value; transports.is_added(part)]

_outside := [part | some part in _added; not _is_allowed(part)]

_is_allowed(part) if tls_profiles.iana(part) in tls_profiles.profiles[_profile].suites

fail contains {"path": ["ciphers"], "details": object.union(transports.details, {
	"count": count(_outside),
	"all": count(_added),
	"cipher": _outside[0],
	"profile": _profile,
})} if count(_outside) > 0
