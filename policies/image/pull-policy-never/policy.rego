# METADATA
# title: Images must not depend on what a node already has
# description: >-
#   With imagePullPolicy Never a container starts only where somebody has put the image on the node by hand, and
#   starts whatever lies there under that name. No registry is asked, so no scan, no signature and no rights of the
#   registry stand between the node and the program, and a new node cannot run the pod at all.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [829]
#   remediation: >-
#     Leave imagePullPolicy out, or set it to IfNotPresent together with an image that is pinned by a digest.
#   caution: >-
#     The image must be in a registry that the node reaches; one that was only loaded onto the node no longer
#     starts.
#   message: "image of {where} is never pulled, so whatever the node has under its name is run: {image}"
#   tags: []
#   aliases: []
package touchstone.image["pull-policy-never"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": reference.pullPolicyPath,
	"details": {"where": reference.where, "image": values.show(reference.image)},
	"fix": {"remove": true},
} if {
	some reference in images.references
	not reference.pullPolicy in [null, "", "Always", "IfNotPresent"]
}
