# METADATA
# title: Pods must not turn off AppArmor
# description: >-
#   On nodes with AppArmor the container runtime gives every container a profile that keeps it from mounting file
#   systems, writing to the sensitive parts of /proc and /sys and tracing other processes. Unconfined takes it
#   away. Fields and the older annotations are read, because older clusters still honour them.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
#   - https://kubernetes.io/docs/tutorials/security/apparmor/
# custom:
#   severity: medium
#   kinds: [workload]
#   cwe: [653]
#   remediation: >-
#     Remove the setting, or set appArmorProfile.type to RuntimeDefault, or to Localhost with a profile made for
#     the program.
#   caution: What the runtime's profile denies, such as mounting file systems, fails.
#   message: "the AppArmor profile of {where} is {profile}"
#   tags: [pss-baseline]
#   aliases:
#     - trivy:KSV-0002
package touchstone.workload["apparmor-unconfined"]

import data.touchstone.lib.pods
import data.touchstone.lib.security
import data.touchstone.lib.values

not_applicable contains pods.no_containers

fail contains {
	"path": array.concat(context.path, ["appArmorProfile", "type"]),
	"details": {"where": context.where, "profile": values.show(type)},
	"fix": {"set": "RuntimeDefault"},
} if {
	some context in security.contexts
	profile := values.field(context.fields, "appArmorProfile")
	profile != null
	type := values.field(profile, "type")
	not type in ["RuntimeDefault", "Localhost"]
}

_prefix := "container.apparmor.security.beta.kubernetes.io/"

fail contains {
	"path": array.concat(input.pod.metadataPath, ["annotations", key]),
	"details": {
		"where": concat("", ["container ", trim_prefix(key, _prefix), " (by annotation)"]),
		"profile": values.show(profile),
	},
	"fix": {"remove": true},
} if {
	some key, profile in values.field(input.pod.metadata, "annotations")
	startswith(key, _prefix)
	not _is_allowed_annotation(profile)
}

_is_allowed_annotation(profile) if profile in [null, "", "runtime/default"]

_is_allowed_annotation(profile) if startswith(profile, "localhost/")
