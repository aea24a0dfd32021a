# METADATA
# title: Containers must not be privileged
# description: >-
#   A privileged container has all capabilities, sees the devices of its node and runs without the usual
#   confinement by seccomp, AppArmor and SELinux. Whoever takes over its process has the node, and with it every
#   pod and every secret on it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: critical
#   kinds: [workload]
#   cwe: [250, 269]
#   remediation: >-
#     Remove securityContext.privileged or set it to false, and add the one capability that the program needs, if
#     it needs one at all.
#   caution: What the program does to its node, such as setting kernel parameters or loading modules, fails.
#   message: "{type} {container} is privileged"
#   tags: [pss-baseline]
#   aliases:
#     - checkov:CKV_K8S_16
#     - kube-linter:privileged-container
#     - kube-score:container-security-context-privileged
#     - kubescape:C-0057
#     - polaris:runAsPrivileged
#     - trivy:KSV-0017
package touchstone.workload["privileged-container"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(container.path, ["securityContext", "privileged"]),
	"details": containers.details(container),
	"fix": {"set": false},
} if {
	some container in input.containers
	not values.is_off(object.get(container, ["securityContext", "privileged"], null))
}
