// Reads what resources an API server has, as src/analysis/rbac/resources.json keeps them.
import type { KubernetesResource } from "../../src/analysis/rbac/resources.ts";
import type { ApiServer } from "./api-server.ts";

interface Discovered {
  readonly name: string;
  readonly singularName: string;
  readonly shortNames?: readonly string[];
  readonly namespaced: boolean;
}

export async function readResources(server: ApiServer): Promise<readonly KubernetesResource[]> {
  const { body } = await server.ask("GET", "/apis");
  const { groups } = body as {
    readonly groups: readonly {
      readonly name: string;
      readonly versions: readonly { readonly groupVersion: string }[];
    }[];
  };
  const places = [
    { group: "", path: "/api/v1" },
    ...groups.flatMap(({ name, versions }) =>
      versions.map(({ groupVersion }) => ({ group: name, path: `/apis/${groupVersion}` })),
    ),
  ];
  const found = new Map<string, KubernetesResource>();
  for (const { group, path } of places) {
    const { resources } = (await server.ask("GET", path)).body as { readonly resources: readonly Discovered[] };
    for (const { name, singularName, shortNames = [], namespaced } of resources) {
      if (name.includes("/") || found.has(`${name}.${group}`)) continue;
      found.set(`${name}.${group}`, { name, group, namespaced, also: [singularName, ...shortNames] });
    }
  }
  return [...found.values()].toSorted((left, right) => (left.name + left.group < right.name + right.group ? -1 : 1));
}
