# METADATA
# title: Storage classes must encrypt their volumes
# description: >-
#   Volumes of these provisioners are encrypted only when a parameter of the class says so. Without it, snapshots that
#   are shared by mistake, and disks that leave the data centre, hold the data in the clear. Judged are the classes of
#   Amazon EBS, of Alibaba Cloud's disks and of Longhorn. That an account of AWS may encrypt by default is not seen in
#   a class. Providers that always encrypt, as Google's and Azure's disks, are not judged.
# related_resources:
#   - https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
#   - https://longhorn.io/docs/latest/advanced-resources/security/volume-encryption/
# custom:
#   severity: medium
#   kinds: [object]
#   resources: [StorageClass]
#   optional: true
#   cwe: [311]
#   remediation: >-
#     Set the parameter encrypted to "true", and name a key where the provisioner takes one. A class cannot be changed,
#     and volumes that exist stay as they are: make a new class, and move the data.
#   message: "volumes of {provisioner} are not encrypted: the parameter encrypted is {value}"
#   tags: []
#   aliases: []
package touchstone.storage["storage-class-encryption"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("storage.k8s.io", "StorageClass")

not_applicable contains "the provisioner has no such parameter, or is not known" if not _provisioner in _provisioners

_provisioners := {"diskplugin.csi.alibabacloud.com", "driver.longhorn.io", "ebs.csi.aws.com", "kubernetes.io/aws-ebs"}

_provisioner := values.field(input, "provisioner")

fail contains {
	"path": ["parameters", "encrypted"],
	"details": {"provisioner": _provisioner, "value": values.show(value)},
} if {
	value := values.field(values.field(input, "parameters"), "encrypted")
	not _is_on(value)
}

_is_on(true)

_is_on(value) if {
	is_string(value)
	lower(value) == "true"
}
