# METADATA
# title: Inner components must listen on their own machine only
# description: >-
#   Nobody but the machine itself has to reach the controller manager, the scheduler and the metrics of kube-proxy. By
#   default the first two listen on all addresses, and show their metrics, and with profiling much more, to whoever may
#   reach the node.
# related_resources:
#   - https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [668]
#   remediation: >-
#     Set --bind-address=127.0.0.1 for the controller manager and the scheduler, and a loopback address for
#     metricsBindAddress of kube-proxy. A Prometheus that scrapes these ports from other machines no longer reaches
#     them.
#   message: "{component} listens beyond its own machine: --{flag} is {value}"
#   tags: []
#   aliases: []
package touchstone["control-plane"]["listening-address"]

import data.touchstone.lib.control_plane

_components := ["kube-controller-manager", "kube-proxy", "kube-scheduler"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold([_flag], fail)

_flag := "metrics-bind-address" if input.component == "kube-proxy"

else := "bind-address"

fail contains control_plane.failure(_flag, {}) if {
	input.component in _components
	control_plane.has(_flag)
	not _is_kept_in(control_plane.text(_flag))
}

# kube-proxy has 127.0.0.1 for its metrics.
fail contains control_plane.failure("bind-address", {}) if {
	input.component in {"kube-controller-manager", "kube-scheduler"}
	control_plane.lacks("bind-address")
}

_is_kept_in(address) if control_plane.is_loopback(address)

_is_kept_in("") if input.component == "kube-proxy"
