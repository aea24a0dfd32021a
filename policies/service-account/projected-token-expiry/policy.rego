# METADATA
# title: Projected tokens must not live long
# description: >-
#   A token that is copied out of a pod is good until it expires, wherever it is used, unless the pod is deleted
#   before. The kubelet renews the file after a day at the latest, so nothing is gained by a longer life but time for
#   a thief. Without expirationSeconds a token lives for an hour, which is not found; the token that Kubernetes mounts
#   by itself is not judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [613]
#   remediation: >-
#     Leave expirationSeconds out, or set it to an hour or a few, and let the program read the file again when the
#     token is renewed.
#   message: "token of volume {volume} lives for {seconds} seconds, more than {most}"
#   tags: []
#   aliases: []
#   optional: true
#   parameters:
#     seconds:
#       description: How long a token may live at most.
#       default: 86400
#       schema: { type: integer, minimum: 600 }
#       bound: { maximum: 604800 }
package touchstone["service-account"]["projected-token-expiry"]

import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_most := data.touchstone.parameters["service-account/projected-token-expiry"].seconds

not_applicable contains "the pod projects no token of a service account" if count(_tokens) == 0

fail contains {
	"path": array.concat(input.pod.path, array.concat(token.path, ["expirationSeconds"])),
	"details": {"volume": token.volume, "seconds": values.show(token.seconds), "most": _most},
} if {
	some token in _tokens
	token.seconds != null
	not _is_short(token.seconds)
}

_tokens := [token |
	some index, volume in values.entries(object.get(input.pod.spec, "volumes", null))
	some number, source in values.entries(values.field(values.field(volume, "projected"), "sources"))
	found := values.field(source, "serviceAccountToken")
	found != null
	token := {
		"volume": values.name(volume, index),
		"path": ["volumes", index, "projected", "sources", number, "serviceAccountToken"],
		"seconds": values.field(found, "expirationSeconds"),
	}
]

_is_short(seconds) if {
	is_number(seconds)
	seconds <= _most
}
