# METADATA
# title: Policies of the mesh must say which clients they let in
# description: >-
#   A policy that allows everybody, or clients without an identity of the mesh, makes mutual TLS a matter of
#   encryption alone: any pod may call. Judged are Linkerd's policies and the annotation for the default one,
#   and policies of Istio with a rule that has no condition.
# related_resources:
#   - https://linkerd.io/2/reference/authorization-policy/
#   - https://istio.io/latest/docs/reference/config/security/authorization-policy/
# custom:
#   severity: high
#   kinds: [workload, object]
#   resources: [Server, ServerAuthorization, AuthorizationPolicy, MeshTLSAuthentication, Namespace, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob]
#   optional: true
#   cwe: [306]
#   remediation: >-
#     Name the service accounts that may call: identities of a MeshTLSAuthentication, principals of an
#     AuthorizationPolicy; set the default policy to deny or cluster-authenticated.
#   message: "{what}"
#   tags: []
#   aliases: []
package touchstone.mesh["unauthenticated-clients"]

import data.touchstone.lib.manifests
import data.touchstone.lib.meshes
import data.touchstone.lib.values

_default := "config.linkerd.io/default-inbound-policy"

_open := {"all-unauthenticated", "cluster-unauthenticated", "audit"}

not_applicable contains "it says nothing of who may call" if {
	not _is_policy
	meshes.annotation(_default) == null
}

_is_policy if {
	some kind in ["Server", "ServerAuthorization", "AuthorizationPolicy", "MeshTLSAuthentication"]
	manifests.is("policy.linkerd.io", kind)
}

_is_policy if manifests.is("security.istio.io", "AuthorizationPolicy")

fail contains {"path": array.concat(meshes.path, ["annotations", _default]), "details": {"what": concat("", ["the default policy is ", policy])}} if {
	policy := meshes.annotation(_default)
	policy in _open
}

fail contains {"path": ["spec", "accessPolicy"], "details": {"what": concat("", ["the policy of the server is ", policy])}} if {
	manifests.is("policy.linkerd.io", "Server")
	policy := values.field(meshes.spec, "accessPolicy")
	policy in _open
}

fail contains {"path": ["spec", "client", "unauthenticated"], "details": {"what": "clients without an identity may call"}} if {
	manifests.is("policy.linkerd.io", "ServerAuthorization")
	not values.is_off(values.field(values.field(meshes.spec, "client"), "unauthenticated"))
}

fail contains {"path": ["spec", "requiredAuthenticationRefs"], "details": {"what": "the policy demands no authentication"}} if {
	manifests.is("policy.linkerd.io", "AuthorizationPolicy")
	values.field(meshes.spec, "requiredAuthenticationRefs") in [null, []]
}

fail contains {"path": ["spec", "identities", index], "details": {"what": "every identity of the mesh may call"}} if {
	manifests.is("policy.linkerd.io", "MeshTLSAuthentication")
	some index, identity in values.entries(values.field(meshes.spec, "identities"))
	identity == "*"
}

fail contains {"path": ["spec", "rules", index], "details": {"what": "a rule without a condition lets everybody call"}} if {
	manifests.is("security.istio.io", "AuthorizationPolicy")
	values.field(meshes.spec, "action") in [null, "ALLOW"]
	some index, rule in values.entries(values.field(meshes.spec, "rules"))
	every name in ["from", "to", "when"] { values.field(rule, name) in [null, []] }
}
