// Which kinds are asked for: no more than a question needs, and never Secrets.
import type { PodTemplates } from "../pod-templates.ts";

export interface WantedKind {
  readonly group: string;
  readonly kind: string;
  /** A cluster without it cannot be judged; all others may be missing, as custom resources are. */
  readonly required?: true;
}

/** What carries pods, or runs them: Pods come last, after all that may own them. */
export function workloadKinds(templates: PodTemplates): readonly WantedKind[] {
  const known = templates
    .kinds()
    .filter(({ group, kind }) => group !== "" || (kind !== "Pod" && kind !== "PodTemplate"));
  return [...known, { group: "", kind: "Pod", required: true }];
}

export const accessKinds: readonly WantedKind[] = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"].map(
  (kind) => ({ group: "rbac.authorization.k8s.io", kind, required: true }),
);

export const networkKinds: readonly WantedKind[] = [
  { group: "", kind: "Namespace", required: true },
  { group: "networking.k8s.io", kind: "NetworkPolicy", required: true },
  { group: "policy.networking.k8s.io", kind: "AdminNetworkPolicy" },
  { group: "policy.networking.k8s.io", kind: "BaselineAdminNetworkPolicy" },
  { group: "policy.networking.k8s.io", kind: "ClusterNetworkPolicy" },
  { group: "", kind: "Service", required: true },
  { group: "networking.k8s.io", kind: "Ingress" },
  ...["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"].map((kind) => ({
    group: "gateway.networking.k8s.io",
    kind,
  })),
  { group: "route.openshift.io", kind: "Route" },
];
