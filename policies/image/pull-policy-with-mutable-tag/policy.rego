# METADATA
# title: Images with the tag latest, or none, must be pulled at every start
# description: >-
#   Under a tag that moves, a node that has an image of that name asks nobody whether there is a newer one unless
#   imagePullPolicy is Always. Two pods of one Deployment then run different programs for as long as their nodes live,
#   and a repaired image never arrives on the older ones.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [672]
#   remediation: >-
#     Pin the image by a version and a digest. Until then, set imagePullPolicy to Always, or leave it out.
#   caution: A pod does not start while its registry cannot be reached.
#   message: "image of {where} moves with its tag, but its pull policy is {pullPolicy}: {image}"
#   tags: []
#   aliases: []
package touchstone.image["pull-policy-with-mutable-tag"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": reference.pullPolicyPath,
	"details": {
		"where": reference.where,
		"image": values.show(reference.image),
		"pullPolicy": values.show(reference.pullPolicy),
	},
	"fix": {"set": "Always"},
} if {
	some reference in images.references
	not reference.pullPolicy in [null, "", "Always"]
	not images.has_digest(reference.image)
	images.tag(reference.image) in ["", "latest"]
}
