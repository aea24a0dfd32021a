# METADATA
# title: A source must not hold the same object twice
# description: >-
#   When two documents of one file, or of one rendered chart, describe the same object, the later one takes the
#   place of the earlier one or the installation fails, depending on the tool. Either way something that was
#   written, and perhaps reviewed, is not what runs. The same name in different sources is not judged, because
#   overlays and environments look like that.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
# custom:
#   severity: medium
#   kinds: [relation]
#   cwe: []
#   remediation: >-
#     Remove one of them, or give it another name.
#   message: "{kind} {name} is on line {line} of {file} as well"
#   tags: []
#   aliases: []
package touchstone.reference["duplicate-object"]

fail contains {
	"path": ["metadata", "name"],
	"details": {"kind": input.kind, "name": input.metadata.name, "file": other.file, "line": other.line},
} if {
	some other in object.get(input, "duplicates", [])
}
