# METADATA
# title: Images must not use the tag latest, or none
# description: >-
#   latest is what a reference without a tag means, and it names another image with every release. Two nodes run
#   different versions of one Deployment, a restart is an upgrade that nobody decided on, and there is nothing to
#   go back to. A reference with a digest is safe whatever its tag. Other tags that move can be named.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [494, 829]
#   remediation: >-
#     Name the version, better together with the digest.
#   message: "image of {where} has {tag}: {image}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_14
#     - gatekeeper:K8sDisallowedTags
#     - kube-linter:latest-tag
#     - kube-score:container-image-tag
#     - polaris:tagNotSpecified
#     - trivy:KSV-0013
#   parameters:
#     tags:
#       description: The tags that name another image with every release. No tag means latest and is always found.
#       default: [latest]
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[A-Za-z0-9_][A-Za-z0-9._-]*$" } }
#       bound: { description: must have latest in it, contains: { const: latest } }
package touchstone.image["mutable-tag"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

_mutable := data.touchstone.parameters["image/mutable-tag"].tags

not_applicable contains pods.no_containers

fail contains {
	"path": reference.path,
	"details": {"where": reference.where, "image": values.show(reference.image), "tag": _words(tag)},
} if {
	some reference in images.references
	not images.has_digest(reference.image)
	tag := images.tag(reference.image)
	_is_mutable(tag)
}

_is_mutable("")

_is_mutable(tag) if tag in _mutable

_words(tag) := "the tag latest, or none" if tag in ["", "latest"]

else := concat(" ", ["the tag", tag])
