# METADATA
# title: Tiller, the server of Helm 2, must not run
# description: >-
#   Tiller takes orders from every pod that reaches its port, without asking who sends them, and carries them out with
#   rights that in most installations are those of the whole cluster. Helm 2 has had no repairs since November 2020.
#   Helm 3 and later need no server. Tiller is told by the name of its image or the labels that helm init gives it.
# related_resources:
#   - https://helm.sh/blog/helm-v2-deprecation-timeline/
#   - https://v2.helm.sh/docs/securing_installation/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [306, 1104]
#   remediation: >-
#     Move the releases to Helm 3 or later, and remove the Deployment, its Service, its service account and the
#     bindings of that.
#   message: "the pod runs Tiller: {evidence}"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_34
#     - trivy:KSV-0102
package touchstone.workload.tiller

import data.touchstone.lib.images
import data.touchstone.lib.pods

not_applicable contains pods.no_containers

fail contains {"path": reference.path, "details": {"evidence": concat("", ["image ", reference.image])}} if {
	some reference in images.references
	contains(reference.image, "tiller")
	images.name(reference.image) == "tiller"
}

fail contains {
	"path": array.concat(input.pod.metadataPath, ["labels", "name"]),
	"details": {"evidence": "labels app: helm and name: tiller"},
} if {
	labels := input.pod.metadata.labels
	labels.name == "tiller"
	labels.app == "helm"
}
