# METADATA
# title: Images must be built from sources that are trusted
# description: >-
#   A trusted builder builds whatever it is told to. An image of a fork, or of a repository of the same name with another
#   owner, has perfect provenance all the same, and says so in it. Which repositories count is yours to say: while the
#   parameter is empty, nothing is judged. Every provenance of the image that counts has to be of one of them, and to name the commit.
# related_resources:
#   - https://slsa.dev/spec/v1.1/verifying-artifacts
# custom:
#   severity: high
#   kinds: [image]
#   resources: [ContainerImage]
#   optional: true
#   cwe: [345]
#   remediation: >-
#     Build the image from the repository that is reviewed, or add its repository to the parameter.
#   message: "{image} was built from {source}, which is not trusted ({file})"
#   tags: []
#   aliases: []
#   parameters:
#     sources:
#       description: >-
#         Addresses of repositories, or of what is above them: https://git.example.com/agents stands for all repositories
#         of that owner. Without git+ before and .git, a branch or a tag after it.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[a-z][a-z0-9+.-]*://[^\\s/]+(/[^\\s]+)?$" } }
#       bound:
#         description: must not name all of a service where anybody may have a repository
#         items: { not: { pattern: "^[a-z+]+://(www\\.)?(github\\.com|gitlab\\.com|bitbucket\\.org|codeberg\\.org|gitea\\.com|sourceforge\\.net)/?$" } }
package touchstone.supply["untrusted-source"]

import data.touchstone.lib.signatures

_trusted := [trim_right(entry, "/") | some entry in data.touchstone.parameters["supply/untrusted-source"].sources]

not_applicable contains "the parameter sources names none" if count(_trusted) == 0

not_applicable contains "the image has no provenance that counts" if count(signatures.provenance) == 0

fail contains {
	"path": [],
	"details": {"image": input.reference, "source": _called(statement), "file": statement.file},
} if {
	some statement in signatures.provenance
	not _is_trusted(statement)
}

_is_trusted(statement) if {
	statement.sourceCommit != ""
	some entry in _trusted
	_is_below(statement.sourceRepository, entry)
}

_is_below(repository, entry) if repository == entry

# https://git.example.com/agents is no owner of https://git.example.com/agents-of-others.
_is_below(repository, entry) if startswith(repository, concat("", [entry, "/"]))

_called(statement) := "a source without an address" if statement.sourceRepository == ""

else := concat(" ", [statement.sourceRepository, "without a commit"]) if statement.sourceCommit == ""

else := statement.sourceRepository
