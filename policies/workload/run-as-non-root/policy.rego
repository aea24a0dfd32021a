# METADATA
# title: Containers must be required to run as a user other than root
# description: >-
#   Root in a container is root for the kernel of the node too, unless the pod has a user namespace: a flaw in the
#   container runtime or the kernel, or a mounted path, then gives away the node. An image may name an ordinary
#   user today and root in its next version. runAsNonRoot makes the kubelet refuse to start the container as root,
#   whatever the image says. A user namespace counts from Kubernetes 1.35 on.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#   - https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [250]
#   remediation: >-
#     Set securityContext.runAsNonRoot to true for the pod, let no container set it to false, and build the image
#     with a numeric USER.
#   caution: >-
#     A container does not start when its image runs as root, or names its user by name and not by number: set
#     runAsUser then, too.
#   message: "{where} may run as root: runAsNonRoot is {value}"
#   tags: [pss-restricted]
#   aliases:
#     - checkov:CKV_K8S_23
#     - kube-linter:run-as-non-root
#     - kubescape:C-0013
#     - polaris:runAsRootAllowed
#     - trivy:KSV-0012
package touchstone.workload["run-as-non-root"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# Set, but not to true. The pod's own setting counts even when every container overrides it.
fail contains object.union(
	{
		"path": array.concat(context.path, ["runAsNonRoot"]),
		"details": {"where": context.where, "value": values.show(value)},
	},
	_fix(array.concat(context.path, ["runAsNonRoot"])),
) if {
	not pods.has_trusted_user_namespace
	some context in security.contexts
	value := values.field(context.fields, "runAsNonRoot")
	not value in [null, true]
}

# Set neither for the container nor for the pod.
fail contains object.union(
	{
		"path": array.concat(container.path, ["securityContext", "runAsNonRoot"]),
		"details": {"where": containers.where(container), "value": "not set"},
	},
	_fix(array.concat(input.pod.path, ["securityContext", "runAsNonRoot"])),
) if {
	not pods.has_trusted_user_namespace
	object.get(input.pod.spec, ["securityContext", "runAsNonRoot"], null) == null
	some container in input.containers
	object.get(container, ["securityContext", "runAsNonRoot"], null) == null
}

# Kubernetes does not start what must not be root and says that it is: its user has to be chosen first.
_fix(path) := {} if {
	some context in security.contexts
	values.field(context.fields, "runAsUser") == 0
}

else := {"fix": {"path": path, "set": true}}
