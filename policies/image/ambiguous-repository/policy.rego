# METADATA
# title: Images must name their registry
# description: >-
#   A reference without a registry is completed by the node that pulls it. Docker and containerd take Docker Hub;
#   CRI-O and Podman ask the registries of a list, in its order, which an administrator or a distribution has written.
#   The same manifest can so run different programs on different nodes, and whoever registers the name at a registry
#   that is asked earlier decides which.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: low
#   kinds: [workload]
#   cwe: [427]
#   remediation: >-
#     Write the reference in full, such as docker.io/library/redis:7.4.5 or the address of your own mirror.
#   message: "image of {where} names no registry: {image}"
#   tags: []
#   aliases: []
package touchstone.image["ambiguous-repository"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": reference.path,
	"details": {"where": reference.where, "image": values.show(reference.image)},
} if {
	some reference in images.references
	not images.names_registry(reference.image)
}
