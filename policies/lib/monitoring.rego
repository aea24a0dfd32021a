# METADATA
# description: >-
#   Reads documents of monitoring: of which type one is, its alerts and queries, and what may be said of addresses. A
#   check is not applicable to documents of other types, and to one that has nothing of what it judges.
package touchstone.lib.monitoring

# METADATA
# description: Why a check has nothing to say of a document of another type.
other(type) := "it is another kind of document" if not input.type == type

# METADATA
# description: The alerts of a document of rules, each with its place.
alerts := [rule |
	input.type == "rules"
	some rule in input.rules
	rule.rule == "alert"
]

# METADATA
# description: Why a check of alerts has nothing to say of a document.
without_alerts := "it has no alerts" if count(alerts) == 0

# METADATA
# description: Whether the host is the machine, or the pod, itself.
is_local(host) if host in {"localhost", "::1", "0:0:0:0:0:0:0:1"}

is_local(host) if startswith(host, "127.")

# METADATA
# description: What a name or a place is called where it says nothing.
called(name) := name if name != ""

else := "without a name"
