# METADATA
# title: The API server must encrypt what it stores
# description: >-
#   Without --encryption-provider-config the API server writes Secrets to etcd as they are: whoever has a disk, a
#   snapshot or a backup of etcd has them all. What the file says is judged where the file itself is given
#   (encryption/...).
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
# custom:
#   severity: high
#   kinds: [control-plane]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Write an EncryptionConfiguration that encrypts Secrets, name it with --encryption-provider-config, and write all
#     Secrets anew.
#   message: "kube-apiserver stores Secrets unencrypted: --encryption-provider-config is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["encryption-at-rest"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["encryption-provider-config"], fail)

fail contains control_plane.failure("encryption-provider-config", {}) if {
	input.component == "kube-apiserver"
	control_plane.fails_to_name("encryption-provider-config")
}
