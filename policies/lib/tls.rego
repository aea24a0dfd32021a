# METADATA
# description: >-
#   Reads measurements of TLS endpoints: whether what was measured counts, and what a finding says of an endpoint. A question
#   without an answer proves nothing; what the server accepted fails all the same.
package touchstone.lib.tls

_hours := data.touchstone.parameters["tls/stale-measurement"].hours

# METADATA
# description: Whether the measurement was too long ago, or nobody says when.
is_stale if input.ageHours == null

is_stale if input.ageHours > _hours

# METADATA
# description: >-
#   Why a check has nothing to say of an endpoint, as a set of reasons. `topics` are the questions that it needs answers to,
#   `faulty` is whether it has found something, which counts however old it is. An endpoint without TLS has one finding of
#   its own, and no pass.
unjudged(topics, faulty) := _silences | _doubts(topics, faulty)

_silences contains concat("", ["it was not measured: ", input.reason]) if not input.measured == true

_silences contains "it speaks without TLS, as tls/plaintext says" if input.encrypted == false

_doubts(_, true) := set()

_doubts(topics, false) := open | {"the measurement is too old" | is_stale} if {
	open := {gap.reason | some gap in input.gaps; gap.about in topics}
}

# METADATA
# description: The endpoint in a finding, as it was named.
called := input.target

# METADATA
# description: A list in a finding, up to three names and how many more there are.
listed(names) := concat(", ", sort(names)) if count(names) <= 3

else := concat("", [concat(", ", array.slice(sort(names), 0, 3)), " and ", format_int(count(names) - 3, 10), " more"])
