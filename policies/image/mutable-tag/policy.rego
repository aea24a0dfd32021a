# METADATA
# title: Images must not use the tag latest, or none
# description: >-
#   latest is what a reference without a tag means, and it names another image with every release. Two nodes run
#   different versions of one Deployment, a restart is an upgrade that nobody decided on, and there is nothing to
#   go back to. A reference with a digest is safe whatever its tag.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [494, 829]
#   remediation: >-
#     Name the version, better together with the digest.
#   message: "image of {where} has the tag latest, or none: {image}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_14
#     - kube-linter:latest-tag
#     - kube-score:container-image-tag
#     - polaris:tagNotSpecified
#     - trivy:KSV-0013
package touchstone.image["mutable-tag"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": reference.path,
	"details": {"where": reference.where, "image": values.show(reference.image)},
} if {
	some reference in images.references
	not images.has_digest(reference.image)
	images.tag(reference.image) in ["", "latest"]
}
