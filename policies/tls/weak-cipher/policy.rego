# METADATA
# title: Endpoints must not accept cipher suites that are broken
# description: >-
#   Suites without encryption or without a server that is known, those that were made weak for export, and RC4, DES, 3DES,
#   RC2 and MD5 protect nothing against somebody who tries. That a good suite is accepted as well does not help: an attacker
#   in between, or an old client, decides for the bad one.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc7465
#   - https://www.rfc-editor.org/rfc/rfc9325
# custom:
#   severity: high
#   kinds: [endpoint]
#   resources: [Endpoint]
#   optional: true
#   cwe: [327]
#   remediation: >-
#     Name the suites that the server may use, such as those of Mozilla's intermediate profile, in place of its
#     defaults. Clients that know none of the suites that are left can no longer connect.
#   message: "{endpoint} accepts suites {weakness}: {suites}"
#   tags: []
#   aliases: []
package touchstone.tls["weak-cipher"]

import data.touchstone.lib.tls

not_applicable contains reason if some reason in tls.unjudged({"protocols", "suites"}, _is_faulty)

fail contains {"path": [], "details": {"endpoint": tls.called, "weakness": weakness, "suites": tls.listed(names)}} if {
	some weakness, _ in _weaknesses
	names := _names(weakness)
	count(names) > 0
}

default _is_faulty := false

_is_faulty if {
	some weakness, _ in _weaknesses
	count(_names(weakness)) > 0
}

_names(weakness) := {suite.name | some suite in input.suites; _has(weakness, suite)} | _oldest(weakness)

# SSLv2 has no suite that is not broken, and says of none that it was chosen.
_oldest(weakness) := {"all of them"} if {
	weakness == "of SSLv2"
	"SSLv2" in input.protocols
}

else := set()

_weaknesses := {
	"without encryption": true,
	"without a server that is known": true,
	"made weak for export": true,
	"with RC4": true,
	"with RC2, DES or 3DES": true,
	"with MD5": true,
	"with keys below 128 bits": true,
	"of SSLv2": true,
}

_has("without encryption", suite) if suite.encryption == "NULL"

_has("without a server that is known", suite) if suite.authentication == "none"

_has("made weak for export", suite) if suite.exportGrade == true

_has("with RC4", suite) if startswith(suite.encryption, "RC4_")

_has("with RC2, DES or 3DES", suite) if regex.match("^(?:RC2|DES|DES40|3DES)_", concat("", [suite.encryption, "_"]))

_has("with MD5", suite) if suite.mac == "MD5"

_has("with keys below 128 bits", suite) if {
	suite.bits > 0
	suite.bits < 128
}
