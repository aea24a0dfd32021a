# METADATA
# title: Pods must refer to Secrets and keys that exist
# description: >-
#   A container that takes a variable or a volume from a key that its Secret does not have does not start.
#   Secrets that the evidence does not have are usually made elsewhere, by an operator or by hand, so that by
#   default only keys of those that it has are judged. The parameter elsewhere says which ones others make; with
#   an empty list every Secret has to be in the evidence. What External Secrets, Sealed Secrets, cert-manager,
#   the Vault operator and the Secrets Store driver are told to make counts as there.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/
# custom:
#   severity: medium
#   kinds: [relation]
#   optional: true
#   cwe: []
#   remediation: >-
#     Add the Secret or its key, correct the name, or mark the reference as optional.
#   message: "there is no {target} {namespace}/{name}{what}"
#   tags: []
#   aliases: []
#   parameters:
#     elsewhere:
#       description: Names of Secrets that others make; an asterisk at the beginning or the end stands for anything.
#       default: ["*"]
#       schema: { type: array, items: { type: string, minLength: 1 } }
package touchstone.reference["secret-missing"]

import data.touchstone.lib.relations

_elsewhere := data.touchstone.parameters["reference/secret-missing"].elsewhere

not_applicable contains "the evidence tells of no Secret that it refers to" if not _refers

_refers if {
	some reference in input.references
	reference.role == "secret"
	_is_judged(reference)
}

fail contains {"path": missing.path, "details": relations.details(reference, missing.what)} if {
	some reference in input.references
	reference.role == "secret"
	_is_judged(reference)
	some missing in relations.missing_at(object.union(reference, {"known": true}))
}

_is_judged(reference) if reference.found

_is_judged(reference) if {
	not _is_elsewhere(reference.name)
}

_is_elsewhere(name) if {
	some pattern in _elsewhere
	_fits(pattern, name)
}

_fits(pattern, name) if pattern == name

_fits(pattern, name) if {
	endswith(pattern, "*")
	startswith(name, trim_suffix(pattern, "*"))
}

_fits(pattern, name) if {
	startswith(pattern, "*")
	endswith(name, trim_prefix(pattern, "*"))
}
