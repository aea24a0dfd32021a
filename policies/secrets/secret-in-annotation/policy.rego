# METADATA
# title: Annotations must not hold passwords, keys or whole Secrets
# description: >-
#   Annotations are shown wherever objects are listed, and copied into logs, dashboards and backups. A password or a
#   private key in one is read by all who may look at the object. The annotation in which kubectl apply keeps what was
#   applied holds the data of a Secret a second time; a manifest that has it was exported from a cluster. A password
#   is told by the name of its annotation, or by the address that it stands in.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   kinds: [workload, object]
#   cwe: [312, 522]
#   remediation: >-
#     Remove the annotation, put the value into a Secret, and replace it, because it has been read. Apply Secrets by
#     server-side apply, which keeps no copy.
#   message: "annotation {annotation} of {where} holds {what}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.secrets["secret-in-annotation"]

import data.touchstone.lib.manifests
import data.touchstone.lib.secrets
import data.touchstone.lib.values

not_applicable contains "it has no annotations" if count(_places) == 0

_places := [place |
	some place in array.concat([_object], _pods)
	is_object(place.annotations)
	place.annotations != {}
]

_object := {
	"where": "the object",
	"path": ["metadata", "annotations"],
	"annotations": values.field(values.field(input, "metadata"), "annotations"),
}

# A Pod is its own pod, and what stands in one place is one finding.
_pods := [pod |
	some path in [input.pod.metadataPath]
	path != ["metadata"]
	pod := {
		"where": "the pod",
		"path": array.concat(path, ["annotations"]),
		"annotations": values.field(input.pod.metadata, "annotations"),
	}
]

fail contains {
	"path": array.concat(place.path, [annotation]),
	"details": {"annotation": annotation, "where": place.where, "what": what},
} if {
	some place in _places
	some annotation, value in place.annotations
	what := _secret(annotation, value)
}

_applied := "kubectl.kubernetes.io/last-applied-configuration"

# What else was applied stands in the object itself, and is judged there.
_secret(annotation, value) := "the data of the Secret" if {
	annotation == _applied
	manifests.is("", "Secret")
	_has_data(value)
}

_secret(annotation, value) := _written_out(annotation, value) if annotation != _applied

_has_data(text) if contains(text, `"data":{"`)

_has_data(text) if contains(text, `"stringData":{"`)

_written_out(annotation, value) := "a private key" if {
	contains(value, "PRIVATE KEY-----")
	secrets.has_private_key(value)
}

else := "an address with a password" if secrets.has_address_with_password(value)

else := "a password that is written out" if {
	_names_password(annotation)
	secrets.names_secret(annotation)
	secrets.is_written_out(value)
}

# Not every word for a secret: many annotations name a Secret, and those of Vault name a path.
_names_password(annotation) if {
	some word in ["pass", "apikey", "api-key"]
	contains(lower(annotation), word)
	not contains(split(annotation, "/")[0], "vault")
}
