// A world of the reference as the manifests that a user writes.
import type { World } from "./reference.ts";

/** Objects as manifests have them. */
export function manifestsOf({ namespaces, pods, policies }: World): readonly unknown[] {
  const versions: Readonly<Record<string, string>> = {
    NetworkPolicy: "networking.k8s.io/v1",
    ClusterNetworkPolicy: "policy.networking.k8s.io/v1alpha2",
  };
  return [
    ...namespaces.map(({ name, labels }) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } })),
    ...pods.map(({ name, namespace, labels, hostNetwork, ports }) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace, labels },
      spec: { hostNetwork, containers: [{ name: "main", image: "registry.example.com/agents/agent:1", ports }] },
    })),
    ...policies.map((policy) => ({
      apiVersion: versions[policy.kind] ?? "policy.networking.k8s.io/v1alpha1",
      ...policy,
    })),
  ];
}
