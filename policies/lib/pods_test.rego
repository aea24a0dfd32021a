package touchstone.lib.pods_test

import data.touchstone.lib.pods

_target(minor) := {"kubernetes": {"major": 1, "minor": minor}}

test_windows_is_an_excuse_from_1_25_on if {
	windows := {"pod": {"spec": {"os": {"name": "windows"}}}}
	not pods.is_excused_as_windows with input as windows with data.touchstone.target as _target(24)
	pods.is_excused_as_windows with input as windows with data.touchstone.target as _target(25)
	pods.is_excused_as_windows with input as windows
	every spec in [{}, {"os": {"name": "linux"}}, {"os": "windows"}] {
		not pods.is_excused_as_windows with input as {"pod": {"spec": spec}}
	}
}

test_a_user_namespace_is_trusted_from_1_35_on if {
	inside := {"pod": {"spec": {"hostUsers": false}}}
	not pods.has_trusted_user_namespace with input as inside with data.touchstone.target as _target(34)
	pods.has_trusted_user_namespace with input as inside with data.touchstone.target as _target(35)
	pods.has_trusted_user_namespace with input as inside
	every spec in [{}, {"hostUsers": true}, {"hostUsers": null}, {"hostUsers": "false"}] {
		not pods.has_trusted_user_namespace with input as {"pod": {"spec": spec}}
	}
}
