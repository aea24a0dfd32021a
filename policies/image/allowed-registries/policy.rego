# METADATA
# title: Images must come from registries that are allowed
# description: >-
#   Whoever can push to a registry decides what runs in the cluster, so it matters which registries those are. A name
#   that is misspelt, a public image that was tried out and stayed, and a mirror that nobody scans all come in by the
#   same door. Which registries are allowed is yours to say: while the parameter is empty, nothing is judged.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [829]
#   remediation: >-
#     Copy the image to a registry that is allowed and refer to it there, or add its registry to the parameter.
#   message: "image of {where} comes from no allowed registry: {image}"
#   tags: []
#   aliases:
#     - gatekeeper:K8sAllowedRepos
#     - kubescape:C-0078
#   optional: true
#   parameters:
#     registries:
#       description: >-
#         Hosts of registries, or repositories below them: registry.example.com, registry.example.com:5000/agents or
#         docker.io/library. References without a registry are Docker Hub's, docker.io/library/... when they have no owner.
#       default: []
#       schema: { type: array, uniqueItems: true, items: { type: string, pattern: "^[a-z0-9][A-Za-z0-9._:/-]*$" } }
#       bound:
#         description: must not allow all of a registry where anybody may publish
#         items: { not: { enum: [docker.io, index.docker.io, gcr.io, ghcr.io, public.ecr.aws, quay.io] } }
package touchstone.image["allowed-registries"]

import data.touchstone.lib.images
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_allowed := [trim_right(entry, "/") | some entry in data.touchstone.parameters["image/allowed-registries"].registries]

not_applicable contains "the parameter registries names none" if count(_allowed) == 0

fail contains {
	"path": reference.path,
	"details": {"where": reference.where, "image": values.show(reference.image)},
} if {
	count(_allowed) > 0
	some reference in images.references
	not _is_allowed(reference.image)
}

_is_allowed(image) if {
	is_string(image)
	whole := images.complete(image)
	some entry in _allowed
	startswith(whole, entry)
	_ends_a_name(entry, substring(whole, count(entry), 1))
}

# registry.example.com/agents allows no registry.example.com/agents-of-others, and a host allows none of its other ports.
_ends_a_name(_, after) if after in ["", "/"]

_ends_a_name(entry, after) if {
	contains(entry, "/")
	after in [":", "@"]
}
