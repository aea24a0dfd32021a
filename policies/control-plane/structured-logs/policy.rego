# METADATA
# title: Components should log in a form that programs read
# description: >-
#   Lines of free text have to be taken apart by patterns, which miss what nobody thought of. With JSON every line has
#   its fields, and an alert on one of them holds. Kubernetes' components write text unless they are told otherwise;
#   etcd writes JSON since 3.4.
# related_resources:
#   - https://kubernetes.io/docs/concepts/cluster-administration/system-logs/
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: []
#   remediation: >-
#     Set --logging-format=json, logging.format: json in configuration files; leave out --log-format of etcd. Whatever
#     reads the text of these logs has to read JSON from then on.
#   message: "{component} logs free text: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["structured-logs"]

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_flag := "log-format" if input.component == "etcd"

else := "logging-format"

fail contains control_plane.failure(_flag, {}) if {
	input.component in _components
	control_plane.has(_flag)
	control_plane.text(_flag) != "json"
}

fail contains control_plane.failure("logging-format", {}) if {
	input.component != "etcd"
	input.component in _components
	control_plane.lacks("logging-format")
}
