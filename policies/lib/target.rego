# METADATA
# description: >-
#   The Kubernetes that a run judges for. Standards change with its minor versions, and a check that changes with them
#   asks here.
package touchstone.lib.target

# METADATA
# description: >-
#   Whether the target is Kubernetes 1.<minor> or newer. Without a target, as in unit tests, it is the newest that the
#   checks know.
at_least(minor) if _minor >= minor

default _minor := 37

_minor := data.touchstone.target.kubernetes.minor
