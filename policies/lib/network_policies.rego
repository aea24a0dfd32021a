# METADATA
# description: What NetworkPolicies do for a namespace as a whole, read as Kubernetes reads them.
package touchstone.lib.network_policies

import data.touchstone.lib.values

# METADATA
# description: The reason why a namespace needs no policy; undefined when something runs in it.
no_workloads := "nothing runs in the namespace" if count(input.workloads) == 0

# METADATA
# description: >-
#   Whether some policy denies all traffic of a direction ("Ingress", "Egress") to every pod, so that only what
#   other policies allow gets through: one of the namespace, or one of the whole cluster.
denied_by_default(direction) if {
	some policy in input.networkPolicies
	spec := _spec(policy)
	_selects_every_pod(values.field(spec, "podSelector"))
	direction in _directions(values.field(spec, "policyTypes"))
	values.field(spec, lower(direction)) in [null, []]
}

denied_by_default(direction) if input.deniedByClusterPolicies[lower(direction)]

# A policy without a spec is one with an empty spec.
_spec(policy) := {} if values.field(policy, "spec") == null

_spec(policy) := policy.spec if is_object(policy.spec)

_selects_every_pod(null)

_selects_every_pod(selector) if {
	is_object(selector)
	every name, requirements in selector {
		requirements in _no_requirements[name]
	}
}

_no_requirements := {
	"matchLabels": [null, {}],
	"matchExpressions": [null, []],
}

# Where the list is missing, Kubernetes adds Egress for a policy with egress rules only; such a policy does not deny
# all egress, so Ingress alone is right here.
_directions(types) := ["Ingress"] if types in [null, []]

_directions(types) := types if {
	is_array(types)
	types != []
}
