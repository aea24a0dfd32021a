# The documents that our policies read, made in Rego from Kubernetes objects as they are: what src/evidence/normalise.ts
# does for Kubernetes' own kinds, for tools that give a policy the raw object. A test holds the two against each other.
package bench.normalise

# The kind of each subject and its document, in the order of the objects in `input`: one object, a List, or an array.
subjects := [_subject(resource) | some resource in _objects; _is_kubernetes(resource)]

_objects := input if is_array(input)

else := input.items if {
	endswith(input.kind, "List")
	is_array(input.items)
}

else := [input]

_is_kubernetes(resource) if {
	is_string(resource.apiVersion)
	is_string(resource.kind)
	resource.kind != ""
}

_subject(resource) := {"kind": "workload", "input": _workload(resource, _template_path(resource))} if {
	_template_path(resource)
} else := {"kind": "object", "input": resource}

_template_path(resource) := _template_paths[concat("/", [split(resource.apiVersion, "/")[0], resource.kind])]

_template_paths := {
	"v1/Pod": [],
	"v1/PodTemplate": ["template"],
	"v1/ReplicationController": ["spec", "template"],
	"apps/Deployment": ["spec", "template"],
	"apps/StatefulSet": ["spec", "template"],
	"apps/DaemonSet": ["spec", "template"],
	"apps/ReplicaSet": ["spec", "template"],
	"extensions/Deployment": ["spec", "template"],
	"extensions/DaemonSet": ["spec", "template"],
	"extensions/ReplicaSet": ["spec", "template"],
	"batch/Job": ["spec", "template"],
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
}

_workload(resource, template_path) := {
	"apiVersion": resource.apiVersion,
	"kind": resource.kind,
	"metadata": _field(resource, "metadata"),
	"spec": _owner_spec(resource, template_path),
	"pod": object.union(
		{
			"path": pod_path,
			"metadataPath": array.concat(template_path, ["metadata"]),
			"metadata": _field(template, "metadata"),
			"spec": object.remove(pod, ["containers", "initContainers", "ephemeralContainers"]),
		},
		_completion(resource.kind, pod),
	),
	"containers": array.concat(
		_containers(pod, pod_path, "initContainers", "init"),
		array.concat(
			_containers(pod, pod_path, "containers", "container"),
			_containers(pod, pod_path, "ephemeralContainers", "ephemeral"),
		),
	),
} if {
	template := _object(object.get(resource, template_path, {}))
	pod := _field(template, "spec")
	pod_path := array.concat(template_path, ["spec"])
}

_owner_spec(_, template_path) := {} if template_path == []

_owner_spec(resource, template_path) := object.union(rest, _jobs(spec, template_path)) if {
	template_path != []
	spec := _field(resource, "spec")
	rest := object.remove(spec, array.slice(template_path, 1, 2))
}

# A CronJob keeps what it says of its Jobs, without their pod template.
_jobs(spec, template_path) := {"jobTemplate": {"spec": job}} if {
	template_path[1] == "jobTemplate"
	"jobTemplate" in object.keys(spec)
	job := object.remove(_field(_object(spec.jobTemplate), "spec"), ["template"])
} else := {}

_completion(kind, pod) := {"runsToCompletion": true} if kind in {"Job", "CronJob"}

else := {"runsToCompletion": true} if {
	kind in {"Pod", "PodTemplate"}
	pod.restartPolicy in {"Never", "OnFailure"}
} else := {}

_containers(pod, pod_path, list, type) := [container |
	items := object.get(pod, list, [])
	is_array(items)
	some index, item in items
	place := {"type": type, "path": array.concat(pod_path, [list, index])}
	container := object.union(_object(item), place)
]

_field(resource, name) := _object(object.get(resource, name, {}))

_object(value) := value if is_object(value)

else := {}
