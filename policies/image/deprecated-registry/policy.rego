# METADATA
# title: Images must not come from registries that are given up
# description: >-
#   A registry that is frozen gets no more repairs, so images from it keep every weakness that is found from now on.
#   One that is switched off stops the next node from starting the pod. Both happen without any change of ours.
# related_resources:
#   - https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [1104]
#   remediation: >-
#     Use the registry that took its place, which the finding names, with a version that is still maintained.
#   message: "image of {where} comes from {registry}, which is {state}; use {replacement}: {image}"
#   tags: []
#   aliases: []
package touchstone.image["deprecated-registry"]

import data.touchstone.lib.images
import data.touchstone.lib.pods

not_applicable contains pods.no_containers

# What references begin with, and what became of it.
_given_up := {
	"k8s.gcr.io/": {"state": "frozen since April 2023", "replacement": "registry.k8s.io"},
	"gcr.io/google-containers/": {"state": "frozen", "replacement": "registry.k8s.io"},
	"gcr.io/google_containers/": {"state": "frozen", "replacement": "registry.k8s.io"},
	"docker.pkg.github.com/": {"state": "replaced", "replacement": "ghcr.io"},
	"docker.io/bitnamilegacy/": {"state": "an archive without updates", "replacement": "an image that is maintained"},
	"bitnamilegacy/": {"state": "an archive without updates", "replacement": "an image that is maintained"},
}

fail contains {
	"path": reference.path,
	"details": {
		"where": reference.where,
		"image": reference.image,
		"registry": trim_suffix(prefix, "/"),
		"state": registry.state,
		"replacement": registry.replacement,
	},
} if {
	some reference in images.references
	is_string(reference.image)
	some prefix, registry in _given_up
	startswith(reference.image, prefix)
}
