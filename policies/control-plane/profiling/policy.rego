# METADATA
# title: Profiling must be off in production
# description: >-
#   The profiling pages tell how a component is built and what it holds in memory, and a profile of some seconds costs
#   it a good deal of its time. The API server, the controller manager and the scheduler serve them unless they are
#   told not to; kube-proxy and etcd do when they are asked to.
# custom:
#   severity: low
#   kinds: [control-plane]
#   optional: true
#   cwe: [489]
#   remediation: >-
#     Set --profiling=false, enableProfiling: false in configuration files, and leave out --enable-pprof of etcd.
#   message: "{component} serves profiles of itself: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"].profiling

import data.touchstone.lib.control_plane

_components := ["etcd", "kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_flag := "enable-pprof" if input.component == "etcd"

else := "profiling"

not_applicable contains "the scheduler's configuration file says it" if _has_scheduler_file

_has_scheduler_file if {
	input.component == "kube-scheduler"
	control_plane.names("config")
}

fail contains control_plane.failure(_flag, {}) if {
	input.component in _components
	control_plane.has(_flag)
	not control_plane.is_off(_flag)
}

fail contains control_plane.failure("profiling", {}) if {
	input.component in {"kube-apiserver", "kube-controller-manager", "kube-scheduler"}
	not control_plane.has("profiling")
	not _is_no_place_for_it
}

# A file for authentication or authorization says nothing of it, and the scheduler's own has it on by default.
_is_no_place_for_it if {
	input.elsewhere
	input.component != "kube-scheduler"
}
