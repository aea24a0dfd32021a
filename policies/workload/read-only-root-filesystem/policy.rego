# METADATA
# title: Containers must have a read-only root file system
# description: >-
#   With a writable root file system an intruder can replace the program, drop tools next to it and stay until the
#   container is made anew, and the program itself can leave data where nobody looks for them. A read-only one
#   makes what runs the same as what the image was when it was scanned.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [732]
#   remediation: >-
#     Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir for each folder that the program
#     writes to, such as /tmp.
#   caution: >-
#     A program that writes to its root file system fails: mount an emptyDir at each directory that it writes to.
#   message: "{type} {container} has a writable root file system"
#   tags: []
#   aliases:
#     - checkov:CKV_K8S_22
#     - kube-linter:no-read-only-root-fs
#     - kube-score:container-security-context-readonlyrootfilesystem
#     - kubescape:C-0017
#     - polaris:notReadOnlyRootFilesystem
#     - trivy:KSV-0014
package touchstone.workload["read-only-root-filesystem"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods

not_applicable contains pods.no_containers

# The API server refuses a Windows pod that has the field.
not_applicable contains "Windows cannot run with a read-only root file system" if pods.is_windows

fail contains {
	"path": array.concat(container.path, ["securityContext", "readOnlyRootFilesystem"]),
	"details": containers.details(container),
	"fix": {"set": true},
} if {
	some container in input.containers

	# An ephemeral container is somebody at work, for as long as the work takes.
	container.type != "ephemeral"
	object.get(container, ["securityContext", "readOnlyRootFilesystem"], null) != true
}
