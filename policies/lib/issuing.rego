# METADATA
# description: Certificates and issuers of cert-manager, and the durations that they state.
package touchstone.lib.issuing

import data.touchstone.lib.manifests
import data.touchstone.lib.values

# METADATA
# description: The reason why a check has nothing to say of an object that is no Certificate.
no_certificate := manifests.other_than("cert-manager.io", "Certificate")

# METADATA
# description: The reason why a check has nothing to say of an object that is no issuer.
no_issuer := "the object is no issuer of cert-manager" if {
	not manifests.is("cert-manager.io", "Issuer")
	not manifests.is("cert-manager.io", "ClusterIssuer")
}

# METADATA
# description: The spec of the object, null when there is none.
spec := values.field(input, "spec")

# METADATA
# description: Hours of a duration as Go writes it, such as 2160h or 1h30m; undefined for anything else.
hours(text) := _part(text, "h") + (_part(text, "m") / 60) if {
	is_string(text)
	text != ""
	regex.match(`^([0-9]+h)?([0-9]+m)?([0-9]+(\.[0-9]+)?s)?$`, text)
}

_part(text, unit) := to_number(found[0][1]) if {
	found := regex.find_all_string_submatch_n(concat("", ["([0-9]+)", unit]), text, 1)
	count(found) == 1
}

else := 0

# METADATA
# description: Hours that a certificate lasts; 90 days where nothing is said, undefined where it is no duration.
lifetime := 2160 if values.field(spec, "duration") == null

lifetime := hours(spec.duration) if values.field(spec, "duration") != null
