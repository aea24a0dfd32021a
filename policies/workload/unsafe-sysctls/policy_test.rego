package touchstone.workload["unsafe-sysctls_test"]

import data.touchstone.workload["unsafe-sysctls"] as check

_pod(sysctls) := {
	"kind": "Pod",
	"pod": {"path": ["spec"], "spec": {"securityContext": {"sysctls": [sysctl |
		some name in sysctls
		sysctl := {"name": name, "value": "1"}
	]}}},
	"containers": [{"name": "redis", "type": "container", "path": ["spec", "containers", 0]}],
}

# What each version added.
_added := {
	27: ["net.ipv4.ip_local_reserved_ports"],
	29: [
		"net.ipv4.tcp_fin_timeout",
		"net.ipv4.tcp_keepalive_intvl",
		"net.ipv4.tcp_keepalive_probes",
		"net.ipv4.tcp_keepalive_time",
	],
	32: ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"],
	37: ["net.ipv4.tcp_notsent_lowat", "net.ipv4.tcp_slow_start_after_idle"],
}

test_a_sysctl_is_safe_from_the_version_on_that_added_it if {
	every minor, names in _added {
		count(check.fail) == count(names) with input as _pod(names)
			with data.touchstone.target.kubernetes.minor as minor - 1
		count(check.fail) == 0 with input as _pod(names) with data.touchstone.target.kubernetes.minor as minor
		count(check.fail) == 0 with input as _pod(names)
	}
}

test_the_oldest_ones_are_safe_in_every_version if {
	count(check.fail) == 0 with data.touchstone.target.kubernetes.minor as 24
		with input as _pod([
			"kernel.shm_rmid_forced",
			"net.ipv4.ip_local_port_range",
			"net.ipv4.ip_unprivileged_port_start",
			"net.ipv4.ping_group_range",
			"net.ipv4.tcp_syncookies",
		])
}

test_what_no_version_knows_is_never_safe if {
	count(check.fail) == 4 with input as _pod(["vm.overcommit_memory", "", null, ["net.ipv4.tcp_rmem"]])
}
