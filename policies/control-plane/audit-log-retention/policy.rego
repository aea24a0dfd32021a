# METADATA
# title: Audit logs must be kept long enough
# description: >-
#   A break-in is often noticed weeks later. A log that is thrown away after days, or after a few files, ends before
#   the question is asked; one without any limit fills the disk of the control plane. A log that goes to standard
#   output or to a webhook is kept elsewhere, and not judged.
# related_resources:
#   - https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
# custom:
#   severity: medium
#   kinds: [control-plane]
#   optional: true
#   cwe: [778]
#   remediation: >-
#     Set --audit-log-maxage, --audit-log-maxbackup and --audit-log-maxsize to what the parameters say, or more.
#   message: "kube-apiserver keeps too little of its audit log: --{flag} is {value}, and {least} is the least"
#   tags: []
#   aliases: []
#   parameters:
#     days:
#       description: How many days old files are kept at least.
#       default: 30
#       schema: { type: integer, minimum: 1 }
#       bound: { minimum: 7 }
#     files:
#       description: How many old files are kept at least.
#       default: 10
#       schema: { type: integer, minimum: 1 }
#     megabytes:
#       description: How large a file may grow at least before the next one begins.
#       default: 100
#       schema: { type: integer, minimum: 1 }
package touchstone["control-plane"]["audit-log-retention"]

import data.touchstone.lib.control_plane

_components := ["kube-apiserver"]

not_applicable contains control_plane.other_than(_components)

not_applicable contains control_plane.untold(["audit-log-maxage"], fail)

_parameters := data.touchstone.parameters["control-plane/audit-log-retention"]

_least := {
	"audit-log-maxage": _parameters.days,
	"audit-log-maxbackup": _parameters.files,
	"audit-log-maxsize": _parameters.megabytes,
}

not_applicable contains "no file of the API server is the audit log" if not _has_file

_has_file if {
	control_plane.names("audit-log-path")
	control_plane.text("audit-log-path") != "-"
}

fail contains control_plane.failure(flag, {"least": least}) if {
	_has_file
	some flag, least in _least
	not _reaches(flag, least)
}

_reaches(flag, least) if {
	regex.match(`^[0-9]{1,9}$`, control_plane.text(flag))
	to_number(control_plane.text(flag)) >= least
}
