# METADATA
# title: Roles must not allow creating persistent volumes
# description: >-
#   A PersistentVolume may be a folder of the node, and a pod that claims it has that folder, although Pod Security
#   would refuse a hostPath volume. It may as well be a disk of the cloud with the data of somebody else. Provisioners
#   of storage need this right; everybody else claims what a storage class provides.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [269]
#   remediation: >-
#     Take create away from persistentvolumes; a PersistentVolumeClaim with a storage class needs no right to it.
#   message: "the role may create persistent volumes; it is given to {subjects}"
#   tags: []
#   aliases:
#     - kubescape:C-0278
package touchstone.rbac["persistent-volume-create"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if {
	access.is_cluster_wide
	some rule in access.unnamed(["create"], "", ["persistentvolumes"])
}
