# METADATA
# description: >-
#   What Gatekeeper does around a template: the review that it hands over, and whether a constraint's match selects an
#   object. Namespaces are known by their name alone, because a check sees one object and no other.
package touchstone.lib.gatekeeper

# METADATA
# description: The admission review of an object that is being created.
review(manifest) := object.union(_names(manifest), {
	"uid": "",
	"kind": _gvk(manifest),
	"operation": "CREATE",
	"userInfo": {},
	"object": manifest,
	"oldObject": null,
	"options": null,
})

# METADATA
# description: Why the match of a constraint leaves an object out; empty when it selects it, or may do so.
mismatches(match, manifest) := {_reasons[aspect] |
	some aspect, _ in _reasons
	_differs(aspect, match, manifest)
}

# METADATA
# description: Whether only the labels of the object's namespace could tell if the match selects it.
undecided(match, manifest) if {
	_is_namespaced(manifest)
	not _is_namespace(manifest)
	some requirement in _requirements(_field(match, "namespaceSelector", null))
	not _is_known(requirement, manifest)
}

_reasons := {
	"kinds": "the constraint does not match its kind",
	"scope": "the constraint does not match its scope",
	"namespaces": "the constraint does not match its namespace",
	"excludedNamespaces": "the constraint excludes its namespace",
	"labelSelector": "the constraint's labelSelector does not match its labels",
	"namespaceSelector": "the constraint's namespaceSelector does not match its namespace",
	"name": "the constraint does not match its name",
}

_differs("kinds", match, manifest) if {
	entries := _list(match, "kinds")
	count(entries) > 0
	gvk := _gvk(manifest)
	every entry in entries {
		not _has_kind(entry, gvk)
	}
}

_differs("scope", match, manifest) if {
	match.scope == "Cluster"
	_is_namespaced(manifest)
	not _is_namespace(manifest)
}

_differs("scope", match, manifest) if {
	match.scope == "Namespaced"
	not _is_namespaced(manifest)
}

_differs("namespaces", match, manifest) if {
	patterns := _list(match, "namespaces")
	count(patterns) > 0
	name := _namespace_of(manifest)
	every pattern in patterns {
		not _fits(pattern, name)
	}
}

_differs("excludedNamespaces", match, manifest) if {
	name := _namespace_of(manifest)
	some pattern in _list(match, "excludedNamespaces")
	_fits(pattern, name)
}

_differs("labelSelector", match, manifest) if {
	some requirement in _requirements(_field(match, "labelSelector", null))
	not _meets(requirement, _labels(manifest))
}

_differs("namespaceSelector", match, manifest) if {
	some requirement in _requirements(_field(match, "namespaceSelector", null))
	_is_known(requirement, manifest)
	not _meets(requirement, _namespace_labels(manifest))
}

_differs("name", match, manifest) if {
	pattern := _field(match, "name", "")
	pattern != ""
	not _fits(pattern, _name(manifest))
}

_has_kind(entry, gvk) if {
	_holds(_list(entry, "kinds"), gvk.kind)
	_holds(_list(entry, "apiGroups"), gvk.group)
}

_holds(names, _) if count(names) == 0

_holds(names, _) if "*" in names

_holds(names, name) if name in names

# A pattern may begin or end with an asterisk, or both.
_fits(pattern, name) if pattern == name

_fits(pattern, name) if {
	startswith(pattern, "*")
	endswith(name, trim_prefix(pattern, "*"))
}

_fits(pattern, name) if {
	endswith(pattern, "*")
	startswith(name, trim_suffix(pattern, "*"))
}

_fits(pattern, name) if {
	startswith(pattern, "*")
	endswith(pattern, "*")
	contains(name, trim_suffix(trim_prefix(pattern, "*"), "*"))
}

# Both parts of a label selector as one list.
_requirements(selector) := [] if selector == null

else := array.concat(equalities, _list(selector, "matchExpressions")) if {
	equalities := [{"key": key, "operator": "In", "values": [value]} |
		some key, value in _field(selector, "matchLabels", {})
	]
}

_meets(requirement, labels) if {
	requirement.operator == "In"
	labels[requirement.key] in requirement.values
}

_meets(requirement, labels) if {
	requirement.operator == "NotIn"
	not _has_one_of(labels, requirement)
}

_meets(requirement, labels) if {
	requirement.operator == "Exists"
	_ = labels[requirement.key]
}

_meets(requirement, labels) if {
	requirement.operator == "DoesNotExist"
	not _has(labels, requirement.key)
}

_has(labels, key) if _ = labels[key]

_has_one_of(labels, requirement) if labels[requirement.key] in requirement.values

# Every namespace has this label, whatever its manifest says.
_name_label := "kubernetes.io/metadata.name"

_is_known(_, manifest) if _is_namespace(manifest)

_is_known(requirement, manifest) if {
	requirement.key == _name_label
	_namespace(manifest) != ""
}

_namespace_labels(manifest) := object.union(_labels(manifest), {_name_label: _name(manifest)}) if _is_namespace(manifest)

else := {_name_label: _namespace(manifest)}

# Undefined for what has no namespace: no list of names leaves it out then.
_namespace_of(manifest) := _name(manifest) if _is_namespace(manifest)

else := name if {
	name := _namespace(manifest)
	name != ""
}

_is_namespace(manifest) if {
	manifest.kind == "Namespace"
	_gvk(manifest).group == ""
}

_is_namespaced(manifest) if _namespace(manifest) != ""

_is_namespaced(manifest) if not manifest.kind in _cluster_scoped

# Kinds without a namespace; a custom resource that is not listed is taken to have one.
_cluster_scoped := {
	"APIService",
	"CSIDriver",
	"CSINode",
	"CertificateSigningRequest",
	"ClusterAnalysisTemplate",
	"ClusterIssuer",
	"ClusterRole",
	"ClusterRoleBinding",
	"ClusterTrainingRuntime",
	"ClusterTrustBundle",
	"ClusterWorkflowTemplate",
	"ComponentStatus",
	"CustomResourceDefinition",
	"DeviceClass",
	"FlowSchema",
	"IPAddress",
	"IngressClass",
	"MutatingAdmissionPolicy",
	"MutatingAdmissionPolicyBinding",
	"MutatingWebhookConfiguration",
	"Namespace",
	"Node",
	"PersistentVolume",
	"PodSecurityPolicy",
	"PriorityClass",
	"PriorityLevelConfiguration",
	"ResourceSlice",
	"RuntimeClass",
	"ServiceCIDR",
	"StorageClass",
	"ValidatingAdmissionPolicy",
	"ValidatingAdmissionPolicyBinding",
	"ValidatingWebhookConfiguration",
	"VolumeAttachment",
}

_gvk(manifest) := {"group": "", "version": manifest.apiVersion, "kind": manifest.kind} if {
	not contains(manifest.apiVersion, "/")
}

else := {"group": parts[0], "version": parts[1], "kind": manifest.kind} if parts := split(manifest.apiVersion, "/")

_names(manifest) := {key: value |
	some key, value in {"name": _name(manifest), "namespace": _namespace(manifest)}
	value != ""
}

_name(manifest) := name if {
	name := _field(_metadata(manifest), "name", "")
	name != ""
}

else := _field(_metadata(manifest), "generateName", "")

_namespace(manifest) := "" if _is_namespace(manifest)

else := _field(_metadata(manifest), "namespace", "")

_labels(manifest) := _field(_metadata(manifest), "labels", {})

_metadata(manifest) := _field(manifest, "metadata", {})

_list(holder, key) := _field(holder, key, [])

# The value of a key, or the alternative when it is missing or null.
_field(holder, key, alternative) := value if {
	value := holder[key]
	value != null
}

else := alternative
