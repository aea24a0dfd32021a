# METADATA
# title: Images must be built by builders that are trusted
# description: >-
#   Provenance is worth as much as the builder that wrote it. One that runs on shared machines, or lets the build itself write
#   the statement, can be made to say anything. Which builders are trusted is yours to say: while the parameter is empty,
#   nothing is judged. Every provenance of the image that counts has to be of one of them.
# related_resources:
#   - https://slsa.dev/spec/v1.1/verifying-artifacts
# custom:
#   severity: high
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [345]
#   remediation: >-
#     Build the image with a builder that is trusted, or add the builder to the parameter once somebody has looked at how it
#     keeps builds apart.
#   message: "{image} was built by {builder}, which is not trusted ({file})"
#   tags: []
#   aliases: []
#   parameters:
#     builders:
#       description: >-
#         Ids of builders as provenance has them. One without @ and a version stands for all of its versions.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^\\S+$" } }
#       bound:
#         description: must name builders, and no host alone
#         items: { not: { pattern: "^[a-z]*:?/{0,2}[^/]*/?$" } }
package touchstone.supply["untrusted-builder"]

import data.touchstone.lib.signatures

_trusted := data.touchstone.parameters["supply/untrusted-builder"].builders

not_applicable contains "the parameter builders names none" if count(_trusted) == 0

not_applicable contains "the image has no provenance that counts" if count(signatures.provenance) == 0

fail contains {
	"path": [],
	"details": {"image": input.reference, "builder": _called(statement.builder), "file": statement.file},
} if {
	some statement in signatures.provenance
	not _is_trusted(statement.builder)
}

_is_trusted(builder) if builder in _trusted

_is_trusted(builder) if {
	[id, version] := split(builder, "@")
	version != ""
	id in _trusted
}

_called("") := "a builder without a name"

_called(builder) := builder if builder != ""
