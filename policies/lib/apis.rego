# METADATA
# description: >-
#   The APIs that Kubernetes has given up, as its deprecation guide lists them: the minor version of Kubernetes 1 that
#   serves them no more, and what takes their place.
package touchstone.lib.apis

import data.touchstone.lib.target

_removed := {
	"extensions/v1beta1 DaemonSet": {"removed": 16, "replacement": "apps/v1"},
	"extensions/v1beta1 Deployment": {"removed": 16, "replacement": "apps/v1"},
	"extensions/v1beta1 ReplicaSet": {"removed": 16, "replacement": "apps/v1"},
	"extensions/v1beta1 NetworkPolicy": {"removed": 16, "replacement": "networking.k8s.io/v1"},
	"extensions/v1beta1 PodSecurityPolicy": {"removed": 16, "replacement": "Pod Security Admission"},
	"apps/v1beta1 Deployment": {"removed": 16, "replacement": "apps/v1"},
	"apps/v1beta1 StatefulSet": {"removed": 16, "replacement": "apps/v1"},
	"apps/v1beta2 DaemonSet": {"removed": 16, "replacement": "apps/v1"},
	"apps/v1beta2 Deployment": {"removed": 16, "replacement": "apps/v1"},
	"apps/v1beta2 ReplicaSet": {"removed": 16, "replacement": "apps/v1"},
	"apps/v1beta2 StatefulSet": {"removed": 16, "replacement": "apps/v1"},
	"admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration": {"removed": 22, "replacement": "admissionregistration.k8s.io/v1"},
	"admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration": {"removed": 22, "replacement": "admissionregistration.k8s.io/v1"},
	"apiextensions.k8s.io/v1beta1 CustomResourceDefinition": {"removed": 22, "replacement": "apiextensions.k8s.io/v1"},
	"apiregistration.k8s.io/v1beta1 APIService": {"removed": 22, "replacement": "apiregistration.k8s.io/v1"},
	"authentication.k8s.io/v1beta1 TokenReview": {"removed": 22, "replacement": "authentication.k8s.io/v1"},
	"authorization.k8s.io/v1beta1 LocalSubjectAccessReview": {"removed": 22, "replacement": "authorization.k8s.io/v1"},
	"authorization.k8s.io/v1beta1 SelfSubjectAccessReview": {"removed": 22, "replacement": "authorization.k8s.io/v1"},
	"authorization.k8s.io/v1beta1 SubjectAccessReview": {"removed": 22, "replacement": "authorization.k8s.io/v1"},
	"authorization.k8s.io/v1beta1 SelfSubjectRulesReview": {"removed": 22, "replacement": "authorization.k8s.io/v1"},
	"certificates.k8s.io/v1beta1 CertificateSigningRequest": {"removed": 22, "replacement": "certificates.k8s.io/v1"},
	"coordination.k8s.io/v1beta1 Lease": {"removed": 22, "replacement": "coordination.k8s.io/v1"},
	"extensions/v1beta1 Ingress": {"removed": 22, "replacement": "networking.k8s.io/v1"},
	"networking.k8s.io/v1beta1 Ingress": {"removed": 22, "replacement": "networking.k8s.io/v1"},
	"networking.k8s.io/v1beta1 IngressClass": {"removed": 22, "replacement": "networking.k8s.io/v1"},
	"rbac.authorization.k8s.io/v1beta1 ClusterRole": {"removed": 22, "replacement": "rbac.authorization.k8s.io/v1"},
	"rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding": {"removed": 22, "replacement": "rbac.authorization.k8s.io/v1"},
	"rbac.authorization.k8s.io/v1beta1 Role": {"removed": 22, "replacement": "rbac.authorization.k8s.io/v1"},
	"rbac.authorization.k8s.io/v1beta1 RoleBinding": {"removed": 22, "replacement": "rbac.authorization.k8s.io/v1"},
	"scheduling.k8s.io/v1beta1 PriorityClass": {"removed": 22, "replacement": "scheduling.k8s.io/v1"},
	"storage.k8s.io/v1beta1 CSIDriver": {"removed": 22, "replacement": "storage.k8s.io/v1"},
	"storage.k8s.io/v1beta1 CSINode": {"removed": 22, "replacement": "storage.k8s.io/v1"},
	"storage.k8s.io/v1beta1 StorageClass": {"removed": 22, "replacement": "storage.k8s.io/v1"},
	"storage.k8s.io/v1beta1 VolumeAttachment": {"removed": 22, "replacement": "storage.k8s.io/v1"},
	"autoscaling/v2beta1 HorizontalPodAutoscaler": {"removed": 25, "replacement": "autoscaling/v2"},
	"batch/v1beta1 CronJob": {"removed": 25, "replacement": "batch/v1"},
	"discovery.k8s.io/v1beta1 EndpointSlice": {"removed": 25, "replacement": "discovery.k8s.io/v1"},
	"events.k8s.io/v1beta1 Event": {"removed": 25, "replacement": "events.k8s.io/v1"},
	"node.k8s.io/v1beta1 RuntimeClass": {"removed": 25, "replacement": "node.k8s.io/v1"},
	"policy/v1beta1 PodDisruptionBudget": {"removed": 25, "replacement": "policy/v1"},
	"policy/v1beta1 PodSecurityPolicy": {"removed": 25, "replacement": "Pod Security Admission"},
	"autoscaling/v2beta2 HorizontalPodAutoscaler": {"removed": 26, "replacement": "autoscaling/v2"},
	"flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema": {"removed": 26, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration": {"removed": 26, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
	"storage.k8s.io/v1beta1 CSIStorageCapacity": {"removed": 27, "replacement": "storage.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema": {"removed": 29, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration": {"removed": 29, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema": {"removed": 32, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
	"flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration": {"removed": 32, "replacement": "flowcontrol.apiserver.k8s.io/v1"},
}

# Deprecated, without a date for their end.
_deprecated := {
	"v1 ComponentStatus": {"since": 19, "replacement": "the health endpoints of the components"},
	"v1 Endpoints": {"since": 33, "replacement": "EndpointSlice of discovery.k8s.io/v1"},
}

_is_native("admissionregistration.k8s.io")

_is_native("apiextensions.k8s.io")

_is_native("apiregistration.k8s.io")

_is_native("apps")

_is_native("authentication.k8s.io")

_is_native("authorization.k8s.io")

_is_native("autoscaling")

_is_native("batch")

_is_native("certificates.k8s.io")

_is_native("coordination.k8s.io")

_is_native("discovery.k8s.io")

_is_native("events.k8s.io")

_is_native("extensions")

_is_native("flowcontrol.apiserver.k8s.io")

_is_native("networking.k8s.io")

_is_native("node.k8s.io")

_is_native("policy")

_is_native("rbac.authorization.k8s.io")

_is_native("resource.k8s.io")

_is_native("scheduling.k8s.io")

_is_native("storage.k8s.io")

_is_native("v1")

# METADATA
# description: The reason why nothing is known of an API; undefined for those that Kubernetes brings itself.
foreign := "the API is no part of Kubernetes" if not _is_native(split(input.apiVersion, "/")[0])

# METADATA
# description: What the object is, as the tables have it.
name := concat(" ", [input.apiVersion, input.kind])

# METADATA
# description: The row of an API that the target does not serve any more; undefined for all others.
removed := row if {
	_may_end
	row := _removed[name]
	target.at_least(row.removed)
}

# METADATA
# description: What is to be said of an API that the target serves, but that ends later, or should not be used.
deprecated := {"replacement": row.replacement, "end": concat("", ["ends with Kubernetes ", version(row.removed)])} if {
	_may_end
	row := _removed[name]
	not target.at_least(row.removed)
}

deprecated := {"replacement": row.replacement, "end": concat("", ["is deprecated since Kubernetes ", version(row.since)])} if {
	input.kind in ["ComponentStatus", "Endpoints"]
	row := _deprecated[name]
	target.at_least(row.since)
}

# The table is built anew for each object that asks for it. All that ended, or will, was a beta.
_may_end if contains(input.apiVersion, "beta")

# METADATA
# description: A minor version for a message.
version(minor) := concat("", ["1.", format_int(minor, 10)])
