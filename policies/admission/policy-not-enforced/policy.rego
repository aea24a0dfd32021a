# METADATA
# title: Policies of admission must deny what they forbid
# description: >-
#   A policy that only warns or audits writes down that it was broken, and lets the object in. As a step before it is
#   enforced that is right, and such steps are easily forgotten. Bindings of Kubernetes' own policies, constraints of
#   Gatekeeper, and policies of Kyverno are judged; what these two do without being told differs: Gatekeeper denies,
#   Kyverno audits.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
#   - https://open-policy-agent.github.io/gatekeeper/website/docs/violations/
#   - https://kyverno.io/docs/policy-types/cluster-policy/validate/
# custom:
#   severity: medium
#   kinds: [object]
#   optional: true
#   cwe: [693]
#   remediation: >-
#     Set validationActions to Deny, enforcementAction to deny, or failureAction to Enforce, once what is there passes.
#   message: "{what} lets in what it forbids: {field} is {value}"
#   tags: []
#   aliases: []
package touchstone.admission["policy-not-enforced"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains "the object is no policy that could deny anything" if {
	not _binding
	not _constraint
	not _has_rules
}

_spec := values.field(input, "spec")

_binding := "the binding" if manifests.is("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding")

_binding := "the policy" if {
	manifests.is("policies.kyverno.io", "ValidatingPolicy")
	values.field(_spec, "validationActions") != null
}

_constraint if startswith(input.apiVersion, "constraints.gatekeeper.sh/")

# The rules of a policy of Kyverno that validate, and what each does.
_rules := [{"path": path, "name": values.name(rule, index), "field": field, "action": action} |
	_is_kyverno
	some index, rule in values.entries(values.field(_spec, "rules"))
	validate := values.field(rule, "validate")
	validate != null
	own := values.field(validate, "failureAction")
	[path, field, action] := _action(index, own)
]

_has_rules if {
	_is_kyverno
	count(_rules) > 0
}

_is_kyverno if manifests.is("kyverno.io", "ClusterPolicy")

_is_kyverno if manifests.is("kyverno.io", "Policy")

_action(index, own) := [["spec", "rules", index, "validate", "failureAction"], "failureAction", own] if own != null

_action(_, null) := [["spec", "validationFailureAction"], "validationFailureAction", values.field(_spec, "validationFailureAction")]

fail contains {
	"path": ["spec", "validationActions"],
	"details": {"what": _binding, "field": "validationActions", "value": _list(actions)},
} if {
	_binding
	actions := values.field(_spec, "validationActions")
	not "Deny" in values.entries(actions)
}

fail contains {
	"path": ["spec", "enforcementAction"],
	"details": {"what": "the constraint", "field": "enforcementAction", "value": values.show(action)},
} if {
	_constraint
	action := values.field(_spec, "enforcementAction")
	not action in [null, "", "deny", "scoped"]
}

fail contains {
	"path": rule.path,
	"details": {"what": concat(" ", ["rule", rule.name]), "field": rule.field, "value": values.show(rule.action)},
} if {
	some rule in _rules
	not _enforces(rule.action)
}

_enforces(action) if {
	is_string(action)
	lower(action) == "enforce"
}

_list(actions) := concat(" and ", actions) if {
	is_array(actions)
	actions != []
	every action in actions {
		is_string(action)
	}
} else := values.show(actions)
