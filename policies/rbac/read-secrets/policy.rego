# METADATA
# title: Roles must name the Secrets that may be read with them
# description: >-
#   Whoever may get Secrets without a list of names reads every one whose name can be guessed: passwords of databases,
#   private keys, tokens of service accounts with more rights. A rule that names the Secrets in resourceNames passes.
#   The verbs list and watch, which give the values as well, are judged by rbac/list-watch-secrets; who may make pods
#   mounts any Secret of the namespace, and is judged by rbac/create-pods.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: high
#   kinds: [access]
#   resources: [ClusterRole, Role]
#   optional: true
#   cwe: [732]
#   remediation: >-
#     Name the Secrets in resourceNames, or mount them into the pod and take the rule away.
#   message: "the role may read every Secret {where}; it is given to {subjects}"
#   tags: []
#   aliases:
#     - checkov:CKV2_K8S_5
#     - kube-linter:access-to-secrets
#     - kubescape:C-0186
#     - trivy:KSV-0041
package touchstone.rbac["read-secrets"]

import data.touchstone.lib.access

not_applicable contains access.no_role

fail contains access.failure(rule, {}) if some rule in access.unnamed(["get"], "", ["secrets"])
