package touchstone.lib.control_plane_test

import data.touchstone.lib.control_plane

_server := {
	"component": "kube-apiserver",
	"source": "flags",
	"version": "1.34.2",
	"minor": 34,
	"elsewhere": false,
	"flags": {"profiling": "false", "audit-log-path": "", "client-ca-file": "invalid", "authorization-mode": "Node, RBAC,"},
	"paths": {"profiling": ["spec", "containers", 0, "command", 3]},
	"path": ["spec", "containers", 0, "command"],
}

test_what_is_missing_invalid_or_empty_names_nothing if {
	every flag in ["audit-log-path", "client-ca-file", "audit-policy-file"] {
		control_plane.fails_to_name(flag) with input as _server
		not control_plane.names(flag) with input as _server
	}
}

test_what_is_missing_may_be_elsewhere if {
	kubelet := object.union(_server, {"elsewhere": true})
	not control_plane.fails_to_name("audit-policy-file") with input as kubelet
	control_plane.fails_to_name("client-ca-file") with input as kubelet
	control_plane.untold(["audit-policy-file"], set()) with input as kubelet
	not control_plane.untold(["audit-policy-file"], {1}) with input as kubelet
	not control_plane.untold(["profiling"], set()) with input as kubelet
}

test_lists_and_places if {
	control_plane.items("authorization-mode") == ["Node", "RBAC"] with input as _server
	control_plane.path("profiling") == ["spec", "containers", 0, "command", 3] with input as _server
	control_plane.path("audit-policy-file") == ["spec", "containers", 0, "command"] with input as _server
	control_plane.shown("audit-policy-file") == "not set" with input as _server
}

test_a_version_of_its_own_goes_before_the_target if {
	control_plane.at_least(34) with input as _server with data.touchstone.target.kubernetes.minor as 28
	not control_plane.at_least(35) with input as _server with data.touchstone.target.kubernetes.minor as 37
	unknown := object.union(_server, {"minor": null})
	control_plane.at_least(28) with input as unknown with data.touchstone.target.kubernetes.minor as 28
	not control_plane.at_least(29) with input as unknown with data.touchstone.target.kubernetes.minor as 28
}

test_a_kubelet_has_the_defaults_of_flags_without_any_file if {
	kubelet := object.union(_server, {"component": "kubelet"})
	control_plane.has_kubelet_flag_defaults with input as kubelet
	not control_plane.has_kubelet_flag_defaults with input as object.union(kubelet, {"source": "file"})
	not control_plane.has_kubelet_flag_defaults with input as object.union(kubelet, {"elsewhere": true})
	not control_plane.has_kubelet_flag_defaults with input as _server
}

test_loopback if {
	every address in ["127.0.0.1", "127.0.0.1:10249", "localhost", "[::1]:10249", "::1"] {
		control_plane.is_loopback(address)
	}
	every address in ["0.0.0.0", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com", "", ":10249", "127.1"] {
		not control_plane.is_loopback(address)
	}
}
