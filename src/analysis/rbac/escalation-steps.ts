// What makes one identity into another: the permissions that it takes, and what they lead to. One row a step.

/** Permissions of which a step needs one. */
export interface Need {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Rules that are held to certain names serve too: all of them, or only these names. */
  readonly named?: "any" | readonly string[];
}

/** Where a step leads: to an identity or a hub of identities in the same scope, or to a target. */
export type StepTarget =
  "cluster-admin" | "secrets" | "accounts" | "named-accounts" | "workloads" | "token-secrets" | "users" | "nodes";

export interface EscalationStep {
  /** As in "may create pods in namespace agents". */
  readonly does: string;
  /** One of each list is needed. */
  readonly needs: readonly (readonly Need[])[];
  /** Whether it is asked in each namespace, or for the whole cluster only. */
  readonly scope: "namespace" | "cluster";
  readonly leadsTo: readonly StepTarget[];
  /** Why it works, for the documentation. */
  readonly why: string;
}

const write = ["create", "update", "patch"];
const rbac = "rbac.authorization.k8s.io";

/** Whatever makes pods of a template that its author chooses. */
const podMakers: readonly Need[] = [
  { verbs: ["create"], group: "", resource: "pods" },
  ...["deployments", "statefulsets", "daemonsets", "replicasets"].map((resource) => ({
    verbs: write,
    group: "apps",
    resource,
    named: "any" as const,
  })),
  { verbs: write, group: "batch", resource: "jobs", named: "any" },
  { verbs: write, group: "batch", resource: "cronjobs", named: "any" },
  { verbs: write, group: "", resource: "replicationcontrollers", named: "any" },
];

const readSecrets: readonly Need[] = [{ verbs: ["get", "list", "watch"], group: "", resource: "secrets" }];

/** From the plainest to the most roundabout: of two that lead as far, the first is told. */
export const escalationSteps: readonly EscalationStep[] = [
  {
    does: "do everything",
    needs: [[{ verbs: ["*"], group: "*", resource: "*" }]],
    scope: "cluster",
    leadsTo: ["cluster-admin"],
    why: "Every verb on every resource is what cluster-admin has.",
  },
  {
    does: "read secrets",
    needs: [readSecrets],
    scope: "namespace",
    leadsTo: ["secrets", "token-secrets"],
    why: "list and watch answer with the values, too. Secrets of the type kubernetes.io/service-account-token hold tokens.",
  },
  {
    does: "create pods",
    needs: [podMakers],
    scope: "namespace",
    leadsTo: ["secrets", "accounts", "nodes"],
    why: "A pod mounts any Secret of its namespace, and runs as any ServiceAccount there. Where Pod Security is not enforced it takes over its node, and the tokens of all pods there.",
  },
  {
    does: "run commands in pods",
    needs: [
      [
        { verbs: ["create"], group: "", resource: "pods", subresource: "exec", named: "any" },
        { verbs: ["create"], group: "", resource: "pods", subresource: "attach", named: "any" },
        { verbs: ["update", "patch"], group: "", resource: "pods", subresource: "ephemeralcontainers", named: "any" },
      ],
    ],
    scope: "namespace",
    leadsTo: ["workloads"],
    why: "Whoever is inside a pod reads the token that is mounted there. Up to Kubernetes 1.34 the verb get was enough as well.",
  },
  {
    does: "request tokens of ServiceAccounts",
    needs: [[{ verbs: ["create"], group: "", resource: "serviceaccounts", subresource: "token", named: "any" }]],
    scope: "namespace",
    leadsTo: ["named-accounts"],
    why: "The TokenRequest API gives a token of any ServiceAccount that the rule names, or of all.",
  },
  {
    does: "impersonate ServiceAccounts",
    needs: [[{ verbs: ["impersonate"], group: "", resource: "serviceaccounts", named: "any" }]],
    scope: "namespace",
    leadsTo: ["named-accounts"],
    why: "A request with the header Impersonate-User is judged as that account's own.",
  },
  {
    does: "create Secrets, and read the tokens that are put into them,",
    needs: [[{ verbs: ["create"], group: "", resource: "secrets" }], readSecrets],
    scope: "namespace",
    leadsTo: ["accounts"],
    why: "A Secret of the type kubernetes.io/service-account-token is filled with a token of the account that it names.",
  },
  {
    does: "change roles beyond its own rights",
    needs: [
      [{ verbs: ["escalate"], group: rbac, resource: "clusterroles" }],
      [{ verbs: ["update", "patch"], group: rbac, resource: "clusterroles" }],
    ],
    scope: "cluster",
    leadsTo: ["cluster-admin"],
    why: "The verb escalate lifts the rule that nobody writes into a role what he may not do himself; its own ClusterRole is one of those.",
  },
  {
    does: "bind any role to itself",
    needs: [
      [{ verbs: ["bind"], group: rbac, resource: "clusterroles", named: ["cluster-admin"] }],
      [{ verbs: write, group: rbac, resource: "clusterrolebindings", named: "any" }],
    ],
    scope: "cluster",
    leadsTo: ["cluster-admin"],
    why: "The verb bind lifts the rule that nobody gives away what he does not have.",
  },
  {
    does: "change roles beyond its own rights",
    needs: [
      [{ verbs: ["escalate"], group: rbac, resource: "roles" }],
      [{ verbs: ["update", "patch"], group: rbac, resource: "roles" }],
    ],
    scope: "namespace",
    leadsTo: ["secrets", "accounts"],
    why: "As with ClusterRoles, in one namespace: a Role that is bound to it there may be made to allow everything.",
  },
  {
    does: "bind any role to itself",
    needs: [
      [
        { verbs: ["bind"], group: rbac, resource: "clusterroles", named: ["cluster-admin", "admin", "edit"] },
        { verbs: ["bind"], group: rbac, resource: "roles" },
      ],
      [{ verbs: write, group: rbac, resource: "rolebindings", named: "any" }],
    ],
    scope: "namespace",
    leadsTo: ["secrets", "accounts"],
    why: "A RoleBinding to cluster-admin gives everything in its namespace.",
  },
  {
    does: "impersonate members of system:masters",
    needs: [
      [{ verbs: ["impersonate"], group: "", resource: "groups", named: ["system:masters"] }],
      [
        { verbs: ["impersonate"], group: "", resource: "users", named: "any" },
        { verbs: ["impersonate"], group: "", resource: "serviceaccounts", named: "any" },
      ],
    ],
    scope: "cluster",
    leadsTo: ["cluster-admin"],
    why: "The API server asks no authorizer about the group system:masters.",
  },
  {
    does: "impersonate any user",
    needs: [[{ verbs: ["impersonate"], group: "", resource: "users" }]],
    scope: "cluster",
    leadsTo: ["users"],
    why: "A request with the header Impersonate-User is judged as that user's own.",
  },
  {
    does: "reach the kubelet of every node through nodes/proxy",
    needs: [[{ verbs: ["create", "get"], group: "", resource: "nodes", subresource: "proxy", named: "any" }]],
    scope: "cluster",
    leadsTo: ["workloads"],
    why: "The kubelet runs commands in every pod of its node, and asks no admission.",
  },
  {
    does: "have client certificates of any user signed",
    needs: [
      [{ verbs: ["create"], group: "certificates.k8s.io", resource: "certificatesigningrequests" }],
      [
        {
          verbs: ["update", "patch"],
          group: "certificates.k8s.io",
          resource: "certificatesigningrequests",
          subresource: "approval",
          named: "any",
        },
      ],
      [
        {
          verbs: ["approve"],
          group: "certificates.k8s.io",
          resource: "signers",
          named: ["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"],
        },
      ],
    ],
    scope: "cluster",
    leadsTo: ["users"],
    why: "The signer kubernetes.io/kube-apiserver-client makes the certificate of whatever user the request names.",
  },
  {
    does: "change objects on their way into the cluster",
    needs: [
      [
        {
          verbs: write,
          group: "admissionregistration.k8s.io",
          resource: "mutatingwebhookconfigurations",
          named: "any",
        },
      ],
    ],
    scope: "cluster",
    leadsTo: ["cluster-admin"],
    why: "A mutating webhook writes what it likes into every object, bindings of others to cluster-admin included.",
  },
];
