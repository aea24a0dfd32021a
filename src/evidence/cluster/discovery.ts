// Finds out which of the wanted kinds an API server has, and under which paths it lists them.
import { ApiFailure, type ApiClient } from "./api-client.ts";
import type { WantedKind } from "./kinds.ts";

export interface ListedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** `roles.rbac.authorization.k8s.io`, as RBAC and kubectl call it. */
  readonly resource: string;
  readonly path: string;
}

export interface Discovery {
  /** In the order in which they were wanted. */
  readonly kinds: readonly ListedKind[];
  readonly failures: readonly { readonly resource: string; readonly failure: ApiFailure }[];
}

/** @throws ApiFailure when the server does not even say which groups of APIs it has */
export async function discover(client: ApiClient, wanted: readonly WantedKind[]): Promise<Discovery> {
  const versions = versionsIn(await client.get("/apis"));
  const failures: Discovery["failures"][number][] = [];
  const found = new Map<string, ListedKind>();
  for (const group of new Set(wanted.map((kind) => kind.group))) {
    const kinds = wanted.filter((kind) => kind.group === group);
    for (const version of group === "" ? ["v1"] : (versions.get(group) ?? [])) {
      if (kinds.every((kind) => found.has(keyOf(kind)))) break;
      try {
        for (const one of await listedKinds(client, group, version)) {
          const key = keyOf({ group, kind: one.kind });
          if (!found.has(key)) found.set(key, one);
        }
      } catch (thrown) {
        if (!(thrown instanceof ApiFailure)) throw thrown;
        if (thrown.status !== 404)
          failures.push({ resource: group === "" ? "v1" : `${group}/${version}`, failure: thrown });
      }
    }
    for (const kind of kinds) {
      if (!kind.required || found.has(keyOf(kind)) || failures.length > 0) continue;
      const hint = "Without it this question has no answer: the cluster decides by something else, or is none.";
      failures.push({
        resource: resourceName(kind.kind, group),
        failure: new ApiFailure("the API server has no such kind", hint),
      });
    }
  }
  return { kinds: wanted.flatMap((kind) => found.get(keyOf(kind)) ?? []), failures };
}

/** The versions of each group, the preferred one first. */
function versionsIn(list: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly string[]> {
  const { groups } = list;
  if (!Array.isArray(groups)) throw notKubernetes();
  return new Map(
    groups.map((item: unknown) => {
      const { name, versions, preferredVersion } = item as {
        readonly name?: unknown;
        readonly versions?: readonly { readonly version?: unknown }[];
        readonly preferredVersion?: { readonly version?: unknown };
      };
      if (!Array.isArray(versions)) throw notKubernetes();
      const texts = [preferredVersion, ...versions].flatMap((one) =>
        typeof one?.version === "string" ? [one.version] : [],
      );
      return [String(name), [...new Set(texts)]];
    }),
  );
}

async function listedKinds(client: ApiClient, group: string, version: string): Promise<readonly ListedKind[]> {
  const base = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const { resources } = await client.get(base);
  if (!Array.isArray(resources)) throw notKubernetes();
  return resources.flatMap((item: unknown) => {
    const { name, kind, verbs } = item as { readonly [Key in "name" | "kind" | "verbs"]?: unknown };
    if (typeof name !== "string" || typeof kind !== "string" || name.includes("/")) return [];
    if (!Array.isArray(verbs) || !verbs.includes("list")) return [];
    const apiVersion = group === "" ? version : `${group}/${version}`;
    return [{ apiVersion, kind, resource: resourceName(name, group), path: `${base}/${name}` }];
  });
}

function resourceName(name: string, group: string): string {
  return group === "" ? name : `${name}.${group}`;
}

function keyOf({ group, kind }: Pick<WantedKind, "group" | "kind">): string {
  return `${group}/${kind}`;
}

function notKubernetes(): ApiFailure {
  return new ApiFailure(
    "the answer is no list of APIs",
    "Check that the server of the kubeconfig is an API server of Kubernetes.",
  );
}
