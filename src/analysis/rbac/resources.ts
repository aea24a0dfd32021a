// The resources that Kubernetes itself has, by the names that people give them.
import written from "./resources.json" with { type: "json" };

export interface KubernetesResource {
  /** In the plural, as rules name it. */
  readonly name: string;
  readonly group: string;
  readonly namespaced: boolean;
  /** The singular, and short names. */
  readonly also: readonly string[];
}

/** What a real API server of the version in default-roles.json has; events are in two groups. */
export const kubernetesResources: readonly KubernetesResource[] = written;

/** A resource by any of its names, with or without its group: `deploy`, `deployments.apps`. */
export function findResource(name: string): KubernetesResource | undefined {
  const wanted = name.toLowerCase();
  return kubernetesResources.find(
    (resource) =>
      [resource.name, ...resource.also].includes(wanted) ||
      (resource.group !== "" && `${resource.name}.${resource.group}` === wanted),
  );
}
