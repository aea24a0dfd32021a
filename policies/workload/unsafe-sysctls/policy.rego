# METADATA
# title: Pods must set only safe sysctls
# description: >-
#   Sysctls change settings of the kernel, and all pods of a node share one kernel. Only a few settings are kept
#   apart for each pod and do no harm to others; the rest can slow down, starve or expose the neighbours, or
#   switch off a protection of the node.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653]
#   remediation: >-
#     Remove the sysctl from securityContext.sysctls, and let those who run the nodes set what a whole node needs.
#   caution: The program runs with the kernel's own value of the parameter.
#   message: "the pod sets the sysctl {sysctl}"
#   tags: [pss-baseline]
#   aliases:
#     - kube-linter:unsafe-sysctls
#     - trivy:KSV-0026
package touchstone.workload["unsafe-sysctls"]

import data.touchstone.lib.pods
import data.touchstone.lib.target
import data.touchstone.lib.values

not_applicable contains pods.no_containers

# Those that Kubernetes takes for safe, each with the minor version that does so first; 0 for all of them.
_safe_since := {
	"kernel.shm_rmid_forced": 0,
	"net.ipv4.ip_local_port_range": 0,
	"net.ipv4.ip_local_reserved_ports": 27,
	"net.ipv4.ip_unprivileged_port_start": 0,
	"net.ipv4.ping_group_range": 0,
	"net.ipv4.tcp_fin_timeout": 29,
	"net.ipv4.tcp_keepalive_intvl": 29,
	"net.ipv4.tcp_keepalive_probes": 29,
	"net.ipv4.tcp_keepalive_time": 29,
	"net.ipv4.tcp_notsent_lowat": 37,
	"net.ipv4.tcp_rmem": 32,
	"net.ipv4.tcp_slow_start_after_idle": 37,
	"net.ipv4.tcp_syncookies": 0,
	"net.ipv4.tcp_wmem": 32,
}

fail contains {
	"path": array.concat(input.pod.path, ["securityContext", "sysctls", index, "name"]),
	"details": {"sysctl": values.show(name)},
	"fix": {"path": array.concat(input.pod.path, ["securityContext", "sysctls", index]), "remove": true},
} if {
	some index, sysctl in values.entries(object.get(input.pod.spec, ["securityContext", "sysctls"], null))
	name := values.field(sysctl, "name")
	not _is_safe(name)
}

_is_safe(name) if target.at_least(_safe_since[name])
