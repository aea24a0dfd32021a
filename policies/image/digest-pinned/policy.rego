# METADATA
# title: Images must be pinned by a digest
# description: >-
#   A tag is a label that can be moved, by the publisher or by whoever has the rights to the registry, and every
#   node resolves it at its own time. Only a digest says which bytes run, so that what was scanned, signed and
#   approved is what is started. Images that are mounted as volumes count too.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [494, 829]
#   remediation: >-
#     Append the digest to the reference, as in registry.example.com/agents/orchestrator:1.8.0@sha256:..., and let
#     a tool such as Renovate keep it up to date.
#   message: "image of {where} is not pinned by a digest: {image}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_43
#     - kube-linter:image-not-pinned-by-digest
package touchstone.image["digest-pinned"]

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
}
