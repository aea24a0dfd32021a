// A cluster of any size for the graphs: teams with namespaces of their own, policies among them, and accounts with roles.

/** Numbers of objects; workloads and policies are spread over the namespaces evenly. */
export interface ClusterSize {
  readonly workloads: number;
  readonly policies: number;
  readonly bindings: number;
}

/** Workloads in a namespace, so that a policy selects as many however large the cluster is. */
const perNamespace = 25;

/** Objects as manifests have them, the same for the same size. */
export function* generateCluster({ workloads, policies, bindings }: ClusterSize): Iterable<Record<string, unknown>> {
  const namespaces = Math.max(1, Math.ceil(workloads / perNamespace));
  const place = (index: number): string => `team-${index % namespaces}`;
  for (let index = 0; index < namespaces; index++)
    yield { apiVersion: "v1", kind: "Namespace", metadata: { name: place(index), labels: { team: `${index % 7}` } } };
  for (let index = 0; index < workloads; index++) yield workload(index, place(index));
  for (let index = 0; index < policies; index++) yield policy(index, place(index), place(index + 1));
  for (let index = 0; index < bindings; index++) yield* access(index, place(index));
}

function workload(index: number, namespace: string): Record<string, unknown> {
  const labels = { app: `app-${index}`, tier: index % 2 === 0 ? "front" : "back" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `app-${index}`, namespace },
    spec: {
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: `account-${index}`,
          containers: [
            { name: "app", image: "registry.example.com/app:1", ports: [{ name: "web", containerPort: 8080 }] },
          ],
        },
      },
    },
  };
}

/** Each lets the front of its namespace, and of the next one, reach its back. */
function policy(index: number, namespace: string, neighbour: string): Record<string, unknown> {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `policy-${index}`, namespace },
    spec: {
      podSelector: { matchLabels: { tier: "back" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { tier: "front" } } },
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": neighbour } },
              podSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }] },
            },
          ],
          ports: [{ port: "web" }],
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 443 }] }],
    },
  };
}

/** Every tenth role makes pods, so that there are chains to follow. */
function* access(index: number, namespace: string): Iterable<Record<string, unknown>> {
  const rbac = "rbac.authorization.k8s.io";
  const rule =
    index % 10 === 0
      ? { apiGroups: [""], resources: ["pods"], verbs: ["create"] }
      : { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] };
  yield {
    apiVersion: `${rbac}/v1`,
    kind: "Role",
    metadata: { name: `role-${index}`, namespace },
    rules: [rule],
  };
  yield {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name: `binding-${index}`, namespace },
    roleRef: { apiGroup: rbac, kind: "Role", name: `role-${index}` },
    subjects: [{ kind: "ServiceAccount", name: `account-${index}`, namespace }],
  };
}
